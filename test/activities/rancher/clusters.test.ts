import { afterEach, describe, expect, it } from '@jest/globals'
import { readRegistrationCommand } from '../../../activities/rancher/registration.ts'
import { rancherKinds } from '../../../activities/rancher/rancher-kinds.ts'
import { folderSecrets } from '../../../activities/secrets/folder-secrets.ts'
import { redactSecrets } from '../../../activities/secrets/redact.ts'
import { inActivity } from '../http/in-activity.ts'
import type { Loopback, Reply, Request } from '../http/loopback.ts'
import { callsTo, recorded, recordedList, recordedObject, recordedRancher, scope, type Script } from './recorded-rancher.ts'

const LIST = 'GET /v1/provisioning.cattle.io.clusters/fleet-default'
const CREATE = 'POST /v1/provisioning.cattle.io.clusters'
const OF_CLUSTER = '/v1/provisioning.cattle.io.clusters/fleet-default/rke2-wh'
const MACHINES = 'GET /v1/cluster.x-k8s.io.machines'
const BOOTSTRAPS = 'GET /v1/rke.cattle.io.rkebootstraps'

const kinds = rancherKinds({ secrets: folderSecrets({ folder: '/nowhere', env: { TOKEN: 'token-test:key' } }) })
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
const apps = (url: string, kubernetesVersion = 'v1.31.1+rke2r1') => ({
  key: 'rancher.cluster/apps' as const,
  name: 'apps',
  spec: { ...access(url), cluster: 'rke2-wh', kubernetesVersion },
})

const ours = { 'trailboss.io/fleet': 'acme', 'trailboss.io/environment': 'dev', 'trailboss.io/resource': 'rancher.cluster/apps' }

/** A recording of one cluster, with these annotations besides its own. */
function annotated(name: string, annotations: Record<string, string> = ours) {
  const reply = recordedObject(name)
  reply.body.metadata.annotations = { ...reply.body.metadata.annotations, ...annotations }
  return reply
}

/** The recorded list, in which the cluster `rke2-wh` carries these annotations. */
function listed(annotations: Record<string, string>): Reply {
  const reply = recordedList('wh-143-v1-list-ns')
  for (const { metadata } of reply.body.data) {
    if (metadata.name === 'rke2-wh') metadata.annotations = { ...metadata.annotations, ...annotations }
  }
  return reply
}

describe('rancher.cluster', () => {
  it('sees its own among a dozen that others made', async () => {
    const rancher = await rancherWith({ [LIST]: () => listed(ours) })
    const seen = await kinds['rancher.cluster'].observe(scope, [apps(rancher.url)])
    expect(seen).toMatchObject([
      { key: 'rancher.cluster/apps', id: 'rke2-wh', state: 'present', outputs: { name: 'rke2-wh', id: expect.stringMatching(/^c-m-/) } },
    ])
    expect(callsTo(rancher)).toEqual([LIST])
  })

  it.each([
    ['no mark', {}],
    ['the mark of another environment', { ...ours, 'trailboss.io/environment': 'prod' }],
    ['the mark of another fleet', { ...ours, 'trailboss.io/fleet': 'other' }],
  ])('does not see one with %s', async (_what, annotations) => {
    const rancher = await rancherWith({ [LIST]: () => listed(annotations) })
    expect(await kinds['rancher.cluster'].observe(scope, [apps(rancher.url)])).toEqual([])
  })

  it('asks once for all clusters of one Rancher', async () => {
    const rancher = await rancherWith({ [LIST]: () => listed(ours) })
    await kinds['rancher.cluster'].observe(scope, [apps(rancher.url), apps(rancher.url), apps(rancher.url)])
    expect(callsTo(rancher)).toEqual([LIST])
  })

  it('is made with its marks in the same call, and waits for its id', async () => {
    const rancher = await rancherWith({ [CREATE]: ({ body }) => withMetadataOf(body, 'wh-130-rke2-create') })
    const seen = await kinds['rancher.cluster'].create(scope, apps(rancher.url))
    expect(JSON.parse(rancher.requests[0]?.body ?? '')).toMatchObject({
      metadata: { namespace: 'fleet-default', name: 'rke2-wh', annotations: ours },
      spec: { kubernetesVersion: 'v1.31.1+rke2r1', rkeConfig: expect.any(Object) },
    })
    expect(kinds['rancher.cluster'].waitsFor(apps(rancher.url), seen)).toContain('rke2-wh')
    expect(seen.outputs).toEqual({ name: 'rke2-wh' })
  })

  it('takes one that a lost answer left behind for its own', async () => {
    const rancher = await rancherWith({ [CREATE]: 'wh-131-rke2-create-dup', [`GET ${OF_CLUSTER}`]: () => annotated('wh-137-rke2-get') })
    expect(await kinds['rancher.cluster'].create(scope, apps(rancher.url))).toMatchObject({ outputs: { id: 'c-m-gxsskdl5' } })
  })

  it('leaves a cluster of the same name alone that somebody else made', async () => {
    const rancher = await rancherWith({ [CREATE]: 'wh-131-rke2-create-dup', [`GET ${OF_CLUSTER}`]: 'wh-137-rke2-get' })
    await expect(kinds['rancher.cluster'].create(scope, apps(rancher.url))).rejects.toMatchObject({
      type: 'NotOurs',
      details: [{ wayOut: expect.stringContaining('another name') }],
    })
  })

  it('changes the version alone, and reads again when Rancher changed the cluster meanwhile', async () => {
    const puts: unknown[] = []
    const put = ({ body }: Request) => {
      puts.push(JSON.parse(body))
      return puts.length < 3 ? recorded('wh-147-rke2-put-conflict409') : { body: JSON.parse(body) }
    }
    const rancher = await rancherWith({
      [LIST]: () => listed(ours), [`GET ${OF_CLUSTER}`]: () => annotated('wh-137-rke2-get'), [`PUT ${OF_CLUSTER}`]: put,
    })
    const wanted = apps(rancher.url, 'v1.32.4+rke2r1')
    const [seen] = await kinds['rancher.cluster'].observe(scope, [wanted])
    if (!seen) throw new Error('not seen')
    const differences = kinds['rancher.cluster'].diff(wanted, seen)
    expect(differences).toMatchObject([{ field: 'kubernetesVersion', wanted: 'v1.32.4+rke2r1', act: 'update' }])
    const changed = await kinds['rancher.cluster'].update(scope, wanted, seen, differences)
    expect(kinds['rancher.cluster'].diff(wanted, changed)).toEqual([])
    const before = annotated('wh-137-rke2-get').body
    expect(puts).toHaveLength(3)
    expect(puts[2]).toEqual({ ...before, spec: { ...before.spec, kubernetesVersion: 'v1.32.4+rke2r1' } })
  })

  it('is asked to go once and again, and is gone without complaint', async () => {
    const rancher = await rancherWith({ [LIST]: () => listed(ours), [`DELETE ${OF_CLUSTER}`]: ['wh-510-prov-delete', 'wh-144-v1-get-404'] })
    const [seen] = await kinds['rancher.cluster'].observe(scope, [apps(rancher.url)])
    if (!seen) throw new Error('not seen')
    await kinds['rancher.cluster'].remove(scope, seen)
    await kinds['rancher.cluster'].remove(scope, seen)
    expect(callsTo(rancher).filter((call) => call.startsWith('DELETE'))).toHaveLength(2)
  })

  it('is seen as going away until it is gone', async () => {
    const deleting = recordedObject('wh-510-prov-delete').body
    const list = { body: { data: [{ ...deleting, metadata: { ...deleting.metadata, annotations: ours } }] } }
    const rancher = await rancherWith({ [LIST]: () => list })
    expect(await kinds['rancher.cluster'].observe(scope, [apps(rancher.url)])).toMatchObject([{ state: 'removing' }])
  })
})

describe('rancher.registration', () => {
  const TOKENS = 'GET /v3/clusters/c-m-k6r72dn5/clusterregistrationtokens'
  const wanted = (url: string) =>
    ({ key: 'rancher.registration/apps' as const, name: 'apps', spec: { ...access(url), clusterId: 'c-m-k6r72dn5' } })

  it('is not there before Rancher has issued the command', async () => {
    const rancher = await rancherWith({ [TOKENS]: () => ({ body: { data: [] } }) })
    expect(await kinds['rancher.registration'].observe(scope, [wanted(rancher.url)])).toEqual([])
    const creating = inActivity(() => kinds['rancher.registration'].create(scope, wanted(rancher.url)))
    await expect(creating).rejects.toMatchObject({ type: 'NotYet' })
  })

  it('gives the command to the start-up script alone, and has its token struck from texts', async () => {
    const rancher = await rancherWith({ [TOKENS]: 'rke2-702-crt' })
    const [seen] = await kinds['rancher.registration'].observe(scope, [wanted(rancher.url)])
    expect(seen?.outputs).toEqual({ clusterId: 'c-m-k6r72dn5' })
    const command = await readRegistrationCommand({ url: rancher.url, token: 'token-test:key', clusterId: 'c-m-k6r72dn5' })
    expect(command).toMatch(/^curl -fL \S+\/system-agent-install\.sh \| sudo .* --token r{54} --ca-checksum/)
    expect(redactSecrets(command)).toContain('--token [secret] --ca-checksum')
  })
})

describe('rancher.nodes', () => {
  const pool = (url: string, count: number) => ({
    key: 'rancher.nodes/apps-control' as const,
    name: 'apps-control',
    spec: { ...access(url), cluster: 'rke2-d', pool: 'control', roles: ['etcd' as const, 'controlplane' as const], count },
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
    for (const { metadata } of reply.body.data) {
      metadata.annotations['rke.cattle.io/labels'] = JSON.stringify({ 'cattle.io/os': 'linux', 'trailboss.io/pool': poolName })
    }
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
    expect(await kinds['rancher.nodes'].observe(scope, [pool(rancher.url, 2)])).toMatchObject([{ outputs: { nodes: '2' } }])
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
    spec: { ...access(url), cluster: 'rke2-d', clusterId: 'c-m-k6r72dn5' },
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
    for (const condition of ready.body.status.conditions) if (/Ready|Updated/.test(condition.type)) condition.status = 'True'
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

/** The recorded answer to a creation, for the cluster that was asked for. */
function withMetadataOf(body: string, recording: string): Reply {
  const { metadata } = JSON.parse(body)
  return annotated(recording, metadata.annotations)
}
