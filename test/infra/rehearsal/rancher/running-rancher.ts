import { rancherService } from '../../../../infra/rehearsal/rancher/service.ts'
import { machine, smallWorld, type Answered } from './small-world.ts'

export const host = 'rancher.example.test'
export const bootstrapPassword = 'bootstrap-pass-1'
export const firstServer = machine('i-1', {
  ROLE: 'rancher-server',
  RANCHER_FIRST: 'true',
  RANCHER_HOSTNAME: host,
  RANCHER_VERSION: '2.11.3',
  RANCHER_BOOTSTRAP_PASSWORD: bootstrapPassword,
})

/** A Rancher that answers, and calls to it that carry a session's token once somebody has signed in. */
export function runningRancher() {
  const small = smallWorld(rancherService)
  let authorization: Record<string, string> = {}
  const call = (method: string, path: string, body?: unknown): Answered =>
    small.ask({ method, host, path, body, headers: authorization })
  const signIn = (password = bootstrapPassword) => {
    const answer = call('POST', '/v3-public/localProviders/local?action=login', { username: 'admin', password })
    authorization = { authorization: `Bearer ${String(at(answer.body, 'token'))}` }
    return answer
  }
  small.start(firstServer)
  small.pass(180_000)
  return {
    ...small,
    call,
    signIn,
    useToken: (token: string) => void (authorization = { authorization: `Bearer ${token}` }),
  }
}

export const clusterBody = (name: string) => ({
  type: 'provisioning.cattle.io.cluster',
  metadata: { namespace: 'fleet-default', name },
  spec: {
    kubernetesVersion: 'v1.31.1+rke2r1',
    localClusterAuthEndpoint: { enabled: false },
    rkeConfig: {
      chartValues: {},
      machineGlobalConfig: { cni: 'calico' },
      upgradeStrategy: { controlPlaneConcurrency: '1', workerConcurrency: '1' },
    },
  },
})

export const clusters = '/v1/provisioning.cattle.io.clusters'

/** The value at a path of names and indexes, or undefined. */
export const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>(
    // Nothing but a lookup by name follows, which is safe on every object.
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string | number, unknown>)[step] : undefined,
    value,
  )

/** The command by which a machine joins cluster `name`, as Rancher gives it out, with the flags added that say what for. */
export const joinCommand = (rancher: ReturnType<typeof runningRancher>, name: string, flags: string): string => {
  const id = at(rancher.call('GET', `${clusters}/fleet-default/${name}`).body, 'status', 'clusterName')
  const tokens = rancher.call('GET', `/v3/clusters/${String(id)}/clusterregistrationtokens`)
  return `${String(at(tokens.body, 'data', 0, 'nodeCommand'))} ${flags}`
}

export const nodeMachine = (id: string, command: string) =>
  machine(id, { ROLE: 'node', REGISTRATION_COMMAND: command, HOST_NAME: '' })
