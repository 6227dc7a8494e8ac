import { rancherKinds } from '../../../activities/rancher/rancher-kinds.ts'
import { readRegistrationCommand } from '../../../activities/rancher/registration.ts'
import { folderSecrets } from '../../../activities/secrets/folder-secrets.ts'
import { addMachine, machineRuns } from '../../../infra/rehearsal/machines/machines.ts'
import { startWorld, type WorldOptions } from '../../../infra/rehearsal/start-world.ts'
import { retried } from '../http/as-the-engine.ts'
import { tempFolder } from '../secrets/temp-folder.ts'

const HOST = 'rancher.dev.acme.example'
export const url = `https://${HOST}`
const access = { url, token: { secret: 'kept:dev/rancher-token' } }
const ofCluster = { ...access, cluster: 'apps' }
const password = { secret: 'kept:dev/rancher-admin' }
const bootstrapPassword = { secret: 'env:BOOTSTRAP' }

export const wanted = {
  ping: { key: 'rancher.ping/r' as const, name: 'r', spec: { url } },
  admin: { key: 'rancher.admin/r' as const, name: 'r', spec: { url, bootstrapPassword, password } },
  apiToken: { key: 'rancher.apiToken/r' as const, name: 'r', spec: { ...access, password } },
  serverUrl: { key: 'rancher.serverUrl/r' as const, name: 'r', spec: access },
  cluster: (kubernetesVersion = 'v1.33.5+rke2r1') =>
    ({ key: 'rancher.cluster/apps' as const, name: 'apps', spec: { ...ofCluster, kubernetesVersion } }),
  registration: (clusterId: string) =>
    ({ key: 'rancher.registration/apps' as const, name: 'apps', spec: { ...access, clusterId } }),
  nodes: (pool: string, count: number) =>
    ({ key: `rancher.nodes/${pool}` as const, name: pool, spec: { ...ofCluster, pool, roles: [], count } }),
  clusterActive: (clusterId: string) =>
    ({ key: 'rancher.clusterActive/apps' as const, name: 'apps', spec: { ...ofCluster, clusterId } }),
}

/** A world with nothing in it yet, two hundred times as fast as ours, and the kinds that work in it. */
export async function rehearse(options: WorldOptions = {}) {
  const { folder, remove } = await tempFolder()
  const secrets = folderSecrets({ folder, env: { BOOTSTRAP: 'bootstrap-pass-1' } })
  const started = await startWorld({ speed: 200, seed: 7, ...options })
  const { world } = started
  const deps = { secrets, gateway: started.url }

  /** A machine that starts with these settings in its user data. */
  const boot = (id: string, settings: Record<string, string>): void => {
    const quoted = (value: string) => `'${value.replaceAll("'", "'\\''")}'`
    const lines = Object.entries(settings).map(([name, value]) => `TRAILBOSS_${name}=${quoted(value)}`)
    addMachine(world, { id, privateAddress: '10.0.0.1', hostName: id, userData: lines.join('\n') })
    machineRuns(world, id)
  }
  return {
    world,
    secrets,
    kinds: rancherKinds(deps),
    bootServer: () => boot('i-1', {
      ROLE: 'rancher-server', RANCHER_HOSTNAME: HOST, RANCHER_FIRST: 'true', RANCHER_VERSION: '2.12.3',
      RANCHER_BOOTSTRAP_PASSWORD: 'bootstrap-pass-1',
    }),
    /** A node that registers with what the start-up script appends to the command. */
    bootNode: async (id: string, { clusterId, flags }: { clusterId: string; flags: string }) => {
      const command = await retried(() => readRegistrationCommand(deps)({ ...access, clusterId }))
      boot(id, { ROLE: 'node', REGISTRATION_COMMAND: `${command} ${flags}` })
    },
    stop: async () => {
      await started.stop()
      await remove()
    },
  }
}
