import { randomBytes } from 'node:crypto'
import { refuse } from '../../failures.ts'
import type { Kind, Seen, Wanted } from '../../resources/kind.ts'
import { readIfMade } from '../../secrets/secrets.ts'
import type { RancherDeps } from '../client.ts'
import { ADMIN, asAdmin, setPassword } from '../login.ts'

/** The admin's password: there once a login with it works. */
export const rancherAdmin = ({ secrets, gateway }: RancherDeps): Kind<'rancher.admin', null> => {
  const isSet = async ({ spec }: Wanted<'rancher.admin'>): Promise<boolean> => {
    const password = await readIfMade(secrets, spec.password)
    return password !== undefined && await asAdmin({ url: spec.url, gateway }, password, async () => true) === true
  }
  return {
    name: 'rancher.admin',
    lookedUp: true,
    foundByName: true,
    observe: async (_scope, wanted) => {
      const set = await Promise.all(wanted.map(isSet))
      return wanted.filter((_one, index) => set[index]).map(seenAdmin)
    },
    diff: () => [],
    create: async (_scope, wanted) => {
      const { url, bootstrapPassword, password } = wanted.spec
      // Kept before it is set: a password that only Rancher knows would lock everybody out.
      const kept = await secrets.makeOnce(password, newPassword)
      const bootstrap = await secrets.read(bootstrapPassword)
      const done = await asAdmin({ url, gateway }, bootstrap, async (session) => {
        await setPassword(session, kept)
        return true
      })
      if (!done) throw bothRefused(url, password.secret)
      return seenAdmin(wanted)
    },
    update: async (_scope, _wanted, seen) => seen,
    remove: async () => {},
    waitsFor: () => undefined,
  }
}

/** Rancher asks for twelve characters at least. */
const newPassword = () => randomBytes(24).toString('base64url')

const seenAdmin = ({ key }: Wanted<'rancher.admin'>): Seen<null> =>
  ({ key, id: ADMIN, outputs: { username: ADMIN }, state: 'present', createdAt: 0, facts: null })

const bothRefused = (url: string, reference: string) =>
  refuse(
    'CredentialsRefused',
    `${url} accepts neither the password kept in ${reference} nor the bootstrap password`,
    `put the present password into ${reference} ("reset-password" in a rancher pod makes a new one), then retry`,
  )
