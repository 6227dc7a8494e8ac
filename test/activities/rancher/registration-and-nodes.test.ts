import { afterEach, describe, expect, it } from '@jest/globals'
import { readRegistrationCommand } from '../../../activities/rancher/registration.ts'
import { rancherKinds } from '../../../activities/rancher/rancher-kinds.ts'
import { folderSecrets } from '../../../activities/secrets/folder-secrets.ts'
import { redactSecrets } from '../../../activities/secrets/redact.ts'
import { inActivity } from '../http/in-activity.ts'
import type { Loopback, Reply } from '../http/loopback.ts'
import { callsTo, recordedList, recordedObject, recordedRancher, scope, type Script } from './recorded-rancher.ts'

const MACHINES = 'GET /v1/cluster.x-k8s.io.machines'
const BOOTSTRAPS = 'GET /v1/rke.cattle.io.rkebootstraps'
const clusterId = 'c-m-k6r72dn5'

const secrets = folderSecrets({ folder: '/nowhere', env: { TOKEN: 'token-test:key' } })
const kinds = rancherKinds({ secrets })
const opened: Loopback[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()))
})

async function rancherWith(script: Script): Promise<Loopback> {
  const server = await recordedRancher(script)
  opened.push(server)
  return server
}

const access = (url: string) => ({ url, token: { secret: 'env:TOKEN' } })

describe('rancher.registration', () => {
  const TOKENS = 'GET /v3/clusters/c-m-k6r72dn5/clusterregistrationtokens'
  const wanted = (url: string) =>
    ({ key: 'rancher.registration/apps' as const, name: 'apps', spec: { ...access(url), clusterId } })

  it('is not there before Rancher has issued the command', async () => {
    const rancher = await rancherWith({ [TOKENS]: () => ({ body: { data: [] } }) })
    expect(await kinds['rancher.registration'].observe(scope, [wanted(rancher.url)])).toEqual([])
    const creating = inActivity(() => kinds['rancher.registration'].create(scope, wanted(rancher.url)))
    await expect(creating).rejects.toMatchObject({ type: 'NotYet' })
  })

  it('gives the command to the start-up script alone, and has its token struck from texts', async () => {
    const rancher = await rancherWith({ [TOKENS]: 'rke2-702-crt' })
    const [seen] = await kinds['rancher.registration'].observe(scope, [wanted(rancher.url)])
    expect(seen?.outputs).toEqual({ clusterId })
    const command = await readRegistrationCommand({ secrets })({ ...access(rancher.url), clusterId })
    expect(command).toMatch(/^curl -fL \S+\/system-agent-install\.sh \| sudo .* --token r{54} --ca-checksum/)
    expect(redactSecrets(command)).toContain('--token [secret] --ca-checksum')
  })
})

describe('rancher.nodes', () => {
  const pool = (url: string, count: number) => ({
    key: 'rancher.nodes/apps-control' as const,
    name: 'apps-control',
    spec: { ...access(url), cluster: 'rke2-d', pool: 'control', roles: [], count },
  })

  /** The recorded two machines, both of pool control; `running` of them run. */
  function machines(running: number) {
    const reply = recordedList('rke2-721-11-machines')
    for (const [index, machine] of reply.body.data.entries()) if (index < running) machine.status.phase = 'Running'
    return reply
  }

  /** Rancher 2.11 keeps a registration's labels on the bootstrap object. */
  function bootstraps(poolName: string): Reply {
    const reply = recordedList('rke2-724-rkebootstraps')
    const labels = JSON.stringify({ 'cattle.io/os': 'linux', 'trailboss.io/pool': poolName })
    for (const { metadata } of reply.body.data) metadata.annotations['rke.cattle.io/labels'] = labels
    return reply
  }

  it('counts what has registered and what is ready, in words', async () => {
    const rancher = await rancherWith({ [MACHINES]: () => machines(1), [BOOTSTRAPS]: () => bootstraps('control') })
    expect(await kinds['rancher.nodes'].observe(scope, [pool(rancher.url, 3)])).toEqual([])
    const creating = inActivity(() => kinds['rancher.nodes'].create(scope, pool(rancher.url, 3)))
    await expect(creating).rejects.toMatchObject({
      type: 'NotYet', message: '2 of 3 nodes of pool control have registered, 1 is ready',
    })
  })

  it('is there once enough nodes run', async () => {
    const rancher = await rancherWith({ [MACHINES]: () => machines(2), [BOOTSTRAPS]: () => bootstraps('control') })
    const seen = await kinds['rancher.nodes'].observe(scope, [pool(rancher.url, 2)])
    expect(seen).toMatchObject([{ outputs: { nodes: '2' } }])
  })

  it('finds the pool on the machine itself where a Rancher puts it there', async () => {
    const reply = machines(2)
    for (const { metadata } of reply.body.data) metadata.labels['trailboss.io/pool'] = 'control'
    const rancher = await rancherWith({ [MACHINES]: () => reply })
    expect(await kinds['rancher.nodes'].observe(scope, [pool(rancher.url, 2)])).toHaveLength(1)
  })

  it('does not count nodes of another pool', async () => {
    const rancher = await rancherWith({ [MACHINES]: () => machines(2), [BOOTSTRAPS]: () => bootstraps('workers') })
    expect(await kinds['rancher.nodes'].observe(scope, [pool(rancher.url, 1)])).toEqual([])
  })

  it('asks twice for any number of pools', async () => {
    const rancher = await rancherWith({ [MACHINES]: () => machines(2), [BOOTSTRAPS]: () => bootstraps('control') })
    await kinds['rancher.nodes'].observe(scope, [1, 2, 3, 4].map((count) => pool(rancher.url, count)))
    expect(callsTo(rancher)).toEqual([MACHINES, BOOTSTRAPS])
  })
})

describe('rancher.clusterActive', () => {
  const wanted = (url: string) => ({
    key: 'rancher.clusterActive/apps' as const,
    name: 'apps',
    spec: { ...access(url), cluster: 'rke2-d', clusterId },
  })
  const GET = 'GET /v1/provisioning.cattle.io.clusters/fleet-default/rke2-d'

  it('does not believe the "active" of a cluster that is a second old', async () => {
    expect(recordedObject('rke2-701-0-prov').body.metadata.state.name).toBe('active')
    const rancher = await rancherWith({ [GET]: 'rke2-701-0-prov' })
    expect(await kinds['rancher.clusterActive'].observe(scope, [wanted(rancher.url)])).toEqual([])
  })

  it.each([
    ['rke2-701-2-prov', 'waiting for at least one control plane, etcd, and worker node to be registered'],
    ['rke2-720-11-prov', 'waiting for agent to check in and apply initial plan'],
  ])('says in Rancher\'s words what %s waits for', async (recording, words) => {
    const rancher = await rancherWith({ [GET]: recording })
    const creating = inActivity(() => kinds['rancher.clusterActive'].create(scope, wanted(rancher.url)))
    await expect(creating).rejects.toMatchObject({ type: 'NotYet', message: expect.stringContaining(words) })
  })

  it('is there when the conditions say so and a node runs, and not before', async () => {
    const ready = recordedObject('rke2-720-11-prov')
    for (const condition of ready.body.status.conditions) condition.status = 'True'
    const running = recordedList('rke2-721-11-machines')
    let nodes = recordedList('rke2-721-11-machines')
    const rancher = await rancherWith({ [GET]: () => ready, [MACHINES]: () => nodes })
    expect(await kinds['rancher.clusterActive'].observe(scope, [wanted(rancher.url)])).toEqual([])
    for (const machine of running.body.data) machine.status.phase = 'Running'
    nodes = running
    expect(await kinds['rancher.clusterActive'].observe(scope, [wanted(rancher.url)])).toMatchObject([
      { outputs: { id: 'c-m-k6r72dn5', name: 'rke2-d' } },
    ])
  })
})
