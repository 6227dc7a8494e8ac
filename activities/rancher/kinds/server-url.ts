import type { Kind, Seen, Wanted } from '../../resources/kind.ts'
import { clientFor, type RancherDeps } from '../client.ts'
import { ensureSetting, getSetting } from '../settings.ts'

interface ServerUrl {
  readonly value: string
}

/** The address that nodes are told to register at. Until it is set, Rancher issues no registration command. */
export const rancherServerUrl = (deps: RancherDeps): Kind<'rancher.serverUrl', ServerUrl> => {
  const look = async (wanted: Wanted<'rancher.serverUrl'>): Promise<Seen<ServerUrl>> =>
    seenAs(wanted, await getSetting(await clientFor(deps, wanted.spec), SETTING))

  const set = async (wanted: Wanted<'rancher.serverUrl'>): Promise<Seen<ServerUrl>> => {
    await ensureSetting(await clientFor(deps, wanted.spec), SETTING, addressIn(wanted))
    return seenAs(wanted, addressIn(wanted))
  }
  return {
    name: 'rancher.serverUrl',
    lookedUp: true,
    foundByName: true,
    observe: async (_scope, wanted) => (await Promise.all(wanted.map(look))).filter(({ facts }) => facts.value !== ''),
    diff: (wanted, { facts: { value: seen } }) => {
      const address = addressIn(wanted)
      return seen === address ? [] : [{ field: SETTING, wanted: address, seen, act: 'update' }]
    },
    create: (_scope, wanted) => set(wanted),
    update: (_scope, wanted) => set(wanted),
    remove: async () => {},
    waitsFor: () => undefined,
  }
}

const SETTING = 'server-url'

/** Rancher builds commands by appending to it, so a slash at the end would double. */
const addressIn = ({ spec }: Wanted<'rancher.serverUrl'>) => spec.url.replace(/\/+$/, '')

const seenAs = ({ key }: Wanted<'rancher.serverUrl'>, value: string): Seen<ServerUrl> =>
  ({ key, id: SETTING, outputs: { url: value }, state: 'present', createdAt: 0, facts: { value } })
