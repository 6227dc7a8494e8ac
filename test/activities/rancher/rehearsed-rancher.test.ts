import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { isFailure } from '../../../activities/failures.ts'
import { readRegistrationCommand } from '../../../activities/rancher/registration.ts'
import { rancherKinds } from '../../../activities/rancher/rancher-kinds.ts'
import type { Kind, Seen, Wanted } from '../../../activities/resources/kind.ts'
import { folderSecrets } from '../../../activities/secrets/folder-secrets.ts'
import type { Secrets } from '../../../activities/secrets/secrets.ts'
import { addMachine, machineRuns } from '../../../infra/rehearsal/machines/machines.ts'
import { startWorld, type StartedWorld } from '../../../infra/rehearsal/start-world.ts'
import type { KindName } from '../../../workflows/contract/specs.ts'
import { inActivity } from '../http/in-activity.ts'
import { tempFolder } from '../secrets/temp-folder.ts'
import { scope } from './recorded-rancher.ts'

const HOST = 'rancher.dev.acme.example'
const url = `https://${HOST}`
const access = { url, token: { secret: 'kept:dev/rancher-token' } }
const password = { secret: 'kept:dev/rancher-admin' }

let world: StartedWorld
let secrets: Secrets
let removeFolder: () => Promise<void>
let kinds: ReturnType<typeof rancherKinds>
beforeAll(async () => {
  const { folder, remove } = await tempFolder()
  removeFolder = remove
  secrets = folderSecrets({ folder, env: { BOOTSTRAP: 'bootstrap-pass-1' } })
  world = await startWorld({ speed: 200, seed: 7 })
  kinds = rancherKinds({ secrets, gateway: world.url })
})
afterAll(async () => {
  await world.stop()
  await removeFolder()
})

/** A machine of the world that starts with these settings in its user data. */
function boot(id: string, settings: Record<string, string>): void {
  const userData = Object.entries(settings).map(([name, value]) => `TRAILBOSS_${name}='${value.replaceAll("'", `'\\''`)}'`)
  addMachine(world.world, { id, privateAddress: '10.0.0.1', hostName: id, userData: userData.join('\n') })
  machineRuns(world.world, id)
}

/** As the engine does it: look, create or change, and come back while it only takes time. */
async function ensure<K extends KindName, F>(kind: Kind<K, F>, wanted: Wanted<K>): Promise<Seen<F>> {
  for (;;) {
    try {
      const seen = (await kind.observe(scope, [wanted])).find(({ key }) => key === wanted.key)
        ?? (await inActivity(() => kind.create(scope, wanted)))
      const differences = kind.diff(wanted, seen)
      const settled = differences.length > 0 ? await kind.update(scope, wanted, seen, differences) : seen
      if (kind.waitsFor(wanted, settled) === undefined) return settled
    } catch (error) {
      if (!isFailure(error, 'NotYet')) throw error
    }
    await wait(20)
  }
}

const wanted = {
  ping: { key: 'rancher.ping/r' as const, name: 'r', spec: { url } },
  admin: { key: 'rancher.admin/r' as const, name: 'r', spec: { url, bootstrapPassword: { secret: 'env:BOOTSTRAP' }, password } },
  apiToken: { key: 'rancher.apiToken/r' as const, name: 'r', spec: { ...access, password } },
  serverUrl: { key: 'rancher.serverUrl/r' as const, name: 'r', spec: access },
  cluster: {
    key: 'rancher.cluster/apps' as const, name: 'apps',
    spec: { ...access, cluster: 'apps', kubernetesVersion: 'v1.33.5+rke2r1' },
  },
  nodes: (pool: string, count: number) =>
    ({ key: `rancher.nodes/${pool}` as const, name: pool, spec: { ...access, cluster: 'apps', pool, roles: [], count } }),
  ofCluster: (clusterId: string) => ({ ...access, cluster: 'apps', clusterId }),
}

describe('the rehearsed Rancher', () => {
  it('is brought from its first start to an API token', async () => {
    expect(await kinds['rancher.ping'].observe(scope, [wanted.ping])).toEqual([])
    boot('i-1', {
      ROLE: 'rancher-server', RANCHER_HOSTNAME: HOST, RANCHER_FIRST: 'true', RANCHER_VERSION: '2.12.3',
      RANCHER_BOOTSTRAP_PASSWORD: 'bootstrap-pass-1',
    })
    await ensure(kinds['rancher.ping'], wanted.ping)
    await ensure(kinds['rancher.admin'], wanted.admin)
    await ensure(kinds['rancher.apiToken'], wanted.apiToken)
    const address = await ensure(kinds['rancher.serverUrl'], wanted.serverUrl)
    expect(address.outputs).toEqual({ url })
  })

  it('has nothing made a second time', async () => {
    const before = await secrets.readKept('dev/rancher-token')
    await ensure(kinds['rancher.admin'], wanted.admin)
    await ensure(kinds['rancher.apiToken'], wanted.apiToken)
    expect(await secrets.readKept('dev/rancher-token')).toBe(before)
  })

  it('forms a cluster of the nodes that register', async () => {
    const cluster = await ensure(kinds['rancher.cluster'], wanted.cluster)
    const clusterId = cluster.outputs['id'] ?? ''
    const registration = { key: 'rancher.registration/apps' as const, name: 'apps', spec: { ...access, clusterId } }
    await ensure(kinds['rancher.registration'], registration)
    const token = await secrets.read(access.token)
    const command = await readRegistrationCommand({ url, token, gateway: world.url, clusterId })
    for (const id of ['i-11', 'i-12', 'i-13']) {
      boot(id, { ROLE: 'node', REGISTRATION_COMMAND: `${command} --etcd --controlplane --label trailboss.io/pool=control` })
    }
    boot('i-14', { ROLE: 'node', REGISTRATION_COMMAND: `${command} --worker --label trailboss.io/pool=workers` })
    await ensure(kinds['rancher.nodes'], wanted.nodes('control', 3))
    await ensure(kinds['rancher.nodes'], wanted.nodes('workers', 1))
    const active = { key: 'rancher.clusterActive/apps' as const, name: 'apps', spec: wanted.ofCluster(clusterId) }
    expect((await ensure(kinds['rancher.clusterActive'], active)).outputs).toEqual({ id: clusterId, name: 'apps' })
  })

  it('takes a new version in place', async () => {
    const newer = { ...wanted.cluster, spec: { ...wanted.cluster.spec, kubernetesVersion: 'v1.33.6+rke2r1' } }
    await ensure(kinds['rancher.cluster'], newer)
    const [seen] = await kinds['rancher.cluster'].observe(scope, [newer])
    expect(seen && kinds['rancher.cluster'].diff(newer, seen)).toEqual([])
  })

  it('loses the cluster when it is removed', async () => {
    const look = () => kinds['rancher.cluster'].observe(scope, [wanted.cluster])
    for (let seen = await look(); seen.length > 0; seen = await look()) {
      for (const cluster of seen) await kinds['rancher.cluster'].remove(scope, cluster)
      await wait(20)
    }
    expect(await look()).toEqual([])
  })
})
