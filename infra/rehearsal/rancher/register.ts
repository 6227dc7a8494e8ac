import type { World } from '../world.ts'
import { certificateChecksum } from './certificate-authority.ts'
import { shellWords } from './start-up-settings.ts'
import {
  fingerprint,
  letters,
  nextRevision,
  uuid,
  type Cluster,
  type NodeMachine,
  type Rancher,
  type Role,
} from './state.ts'

/** What an agent says when it registers. */
export interface Registrant {
  token: string
  agentId: string
  cloudId: string
  nodeName: string
  address: string
  roles: Role[]
  labels: Record<string, string>
}

/** The registration command as an agent understands it. */
export interface RegistrationCommand {
  host: string
  token: string
  roles: Role[]
  labels: Record<string, string>
  nodeName?: string
}

/** Undefined where the agent would give up: no server, no role, or a checksum that is not this server's. */
export const parseRegistrationCommand = (command: string): RegistrationCommand | undefined => {
  const words = shellWords(command)
  const values = (flag: string) => words.flatMap((word, at) => (word === flag ? [words[at + 1] ?? ''] : []))
  const roles = (['etcd', 'controlplane', 'worker'] as const).filter((role) => words.includes(`--${role}`))
  const [server = ''] = values('--server')
  const [checksum] = values('--ca-checksum')
  if (!URL.canParse(server) || roles.length === 0 || (checksum !== undefined && checksum !== certificateChecksum))
    return undefined
  const [nodeName] = values('--node-name')
  return {
    host: new URL(server).hostname,
    token: values('--token')[0] ?? '',
    roles,
    labels: labelsOf(values('--label').join(',')),
    ...(nodeName ? { nodeName } : {}),
  }
}

export const labelsOf = (list: string): Record<string, string> =>
  Object.fromEntries(
    list
      .split(',')
      .filter((label) => label.includes('='))
      .map((label) => [label.slice(0, label.indexOf('=')), label.slice(label.indexOf('=') + 1)]),
  )

/** The cluster a registration token opens, if any. */
const clusterOfToken = (rancher: Rancher, token: string, now: number): Cluster | undefined =>
  Object.values(rancher.clusters).find(
    (cluster) =>
      cluster.deletedAt === undefined &&
      cluster.registrationTokens.some((one) => one.value === token && one.appearsAt <= now),
  )

/** Makes the machine's object; a machine that registers again, as after a reboot, is the same one. */
export const register = (world: World, rancher: Rancher, registrant: Registrant): NodeMachine | undefined => {
  const cluster = clusterOfToken(rancher, registrant.token, world.now())
  if (!cluster) return undefined
  const name = machineName(registrant.agentId)
  const known = rancher.machines[name]
  if (known) {
    delete known.goneAt
    return known
  }
  const machine = newMachine(world, rancher, { ...registrant, name, cluster: `${cluster.namespace}/${cluster.name}` })
  rancher.machines[name] = machine
  return machine
}

const machineName = (agentId: string): string => `custom-${fingerprint(agentId).slice(0, 12)}`

/** An agent of a rehearsed machine names itself by the machine, so that a reboot does not make a second one. */
export const agentIdOf = (cloudId: string): string => fingerprint(cloudId).slice(0, 63)

const newMachine = (
  world: World,
  rancher: Rancher,
  from: Registrant & { name: string; cluster: string },
): NodeMachine => {
  const { token: _token, ...said } = from
  const spread = 0.8 + 0.4 * world.random()
  return {
    ...said,
    nodeId: `machine-${letters(world, 5)}`,
    uid: uuid(world),
    uuid: uuid(world),
    createdAt: world.now(),
    readyAt: world.now() + Math.round(world.settings.latencies.nodeReady * spread),
    cordoned: false,
    drained: false,
    resourceVersion: nextRevision(rancher),
    seen: 'registering',
  }
}
