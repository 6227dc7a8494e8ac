import { afterEach, describe, expect, it } from '@jest/globals'
import { rancherKinds } from '../../../activities/rancher/rancher-kinds.ts'
import { folderSecrets } from '../../../activities/secrets/folder-secrets.ts'
import type { Loopback, Reply, Request } from '../http/loopback.ts'
import {
  callsTo, recorded, recordedList, recordedObject, recordedRancher, scope, type Script,
} from './recorded-rancher.ts'

const LIST = 'GET /v1/provisioning.cattle.io.clusters/fleet-default'
const CREATE = 'POST /v1/provisioning.cattle.io.clusters'
const OF_CLUSTER = '/v1/provisioning.cattle.io.clusters/fleet-default/rke2-wh'

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

const ours = {
  'trailboss.io/fleet': 'acme',
  'trailboss.io/environment': 'dev',
  'trailboss.io/resource': 'rancher.cluster/apps',
}

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
      { key: 'rancher.cluster/apps', outputs: { name: 'rke2-wh', id: expect.stringMatching(/^c-m-/) }, state: 'present' },
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
    const there = () => annotated('wh-137-rke2-get')
    const rancher = await rancherWith({ [CREATE]: 'wh-131-rke2-create-dup', [`GET ${OF_CLUSTER}`]: there })
    const seen = await kinds['rancher.cluster'].create(scope, apps(rancher.url))
    expect(seen.outputs).toEqual({ name: 'rke2-wh', id: 'c-m-gxsskdl5' })
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
    const gone = ['wh-510-prov-delete', 'wh-144-v1-get-404']
    const rancher = await rancherWith({ [LIST]: () => listed(ours), [`DELETE ${OF_CLUSTER}`]: gone })
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

/** The recorded answer to a creation, for the cluster that was asked for. */
function withMetadataOf(body: string, recording: string): Reply {
  const { metadata } = JSON.parse(body)
  return annotated(recording, metadata.annotations)
}
