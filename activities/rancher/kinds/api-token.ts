import type { Scope } from '../../../workflows/contract/resource.ts'
import { refuse } from '../../failures.ts'
import type { Kind, Seen, Wanted } from '../../resources/kind.ts'
import { keptName, readIfMade } from '../../secrets/secrets.ts'
import { rancherClient, type RancherDeps } from '../client.ts'
import { asAdmin, userIdOf } from '../login.ts'
import { createToken, removeTokens } from '../tokens.ts'

/** The token that every other act on this Rancher uses: there while Rancher accepts it. It goes with its server. */
export const rancherApiToken = ({ secrets, gateway }: RancherDeps): Kind<'rancher.apiToken', null> => {
  const look = async (wanted: Wanted<'rancher.apiToken'>): Promise<Seen<null>[]> => {
    const token = await readIfMade(secrets, wanted.spec.token)
    if (token === undefined) return []
    const userId = await userIdOf(rancherClient({ url: wanted.spec.url, gateway, token }))
    return userId === undefined ? [] : [seenToken(wanted)]
  }
  return {
    name: 'rancher.apiToken',
    lookedUp: true,
    foundByName: true,
    observe: async (_scope, wanted) => (await Promise.all(wanted.map(look))).flat(),
    diff: () => [],
    create: async (scope, wanted) => {
      const { url, password, token: reference } = wanted.spec
      if (keptName(reference) === undefined) throw ownTokenRefused(url, reference.secret)
      const made = await asAdmin({ url, gateway }, await secrets.read(password), async ({ client }) => {
        // One that works would have been seen, so these are tokens whose secret was lost with an answer.
        await removeTokens(client, descriptionIn(scope))
        return createToken(client, descriptionIn(scope))
      })
      if (!made) throw passwordRefused(url, password.secret)
      await secrets.keep(reference, made.token)
      return seenToken(wanted)
    },
    update: async (_scope, _wanted, seen) => seen,
    remove: async () => {},
    waitsFor: () => undefined,
  }
}

const descriptionIn = ({ fleet, environment }: Scope) => `trailboss ${fleet}/${environment}`

const seenToken = ({ key, name }: Wanted<'rancher.apiToken'>): Seen<null> =>
  ({ key, id: name, outputs: {}, state: 'present', createdAt: 0, facts: null })

const ownTokenRefused = (url: string, reference: string) =>
  refuse('CredentialsRefused', `${url} refuses the token in ${reference}`, 'put a token there that works, then retry')

const passwordRefused = (url: string, reference: string) =>
  refuse(
    'CredentialsRefused',
    `${url} refuses the admin's password in ${reference}`,
    'retry the step of kind rancher.admin, or put the present password there, then retry',
  )
