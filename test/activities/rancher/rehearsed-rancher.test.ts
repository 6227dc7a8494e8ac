import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ensure, remove, retried } from '../http/as-the-engine.ts'
import { scope } from './recorded-rancher.ts'
import { rehearse, url, wanted } from './rehearsal.ts'

describe.each(['none', 'mild', 'hostile'] as const)('the rehearsed Rancher, faults: %s', (faults) => {
  let rehearsal: Awaited<ReturnType<typeof rehearse>>
  let kinds: typeof rehearsal.kinds
  beforeAll(async () => {
    rehearsal = await rehearse({ faults })
    kinds = rehearsal.kinds
  })
  afterAll(() => rehearsal.stop())

  it('is brought from its first start to an API token', async () => {
    expect(await kinds['rancher.ping'].observe(scope, [wanted.ping])).toEqual([])
    rehearsal.bootServer()
    await ensure(kinds['rancher.ping'], wanted.ping)
    await ensure(kinds['rancher.admin'], wanted.admin)
    await ensure(kinds['rancher.apiToken'], wanted.apiToken)
    const address = await ensure(kinds['rancher.serverUrl'], wanted.serverUrl)
    expect(address.outputs).toEqual({ url })
  })

  it('has one API token of ours, whatever answers were lost', () => {
    const { tokens } = Object(rehearsal.world.state.parts['rancher'])[new URL(url).host]
    const descriptions = Object.values<{ description: string }>(tokens).map(({ description }) => description)
    expect(descriptions.filter((description) => description === 'trailboss acme/dev')).toHaveLength(1)
  })

  it('has nothing made a second time', async () => {
    const before = await rehearsal.secrets.readKept('dev/rancher-token')
    await ensure(kinds['rancher.admin'], wanted.admin)
    await ensure(kinds['rancher.apiToken'], wanted.apiToken)
    expect(await rehearsal.secrets.readKept('dev/rancher-token')).toBe(before)
  })

  it('forms a cluster of the nodes that register', async () => {
    const clusterId = (await ensure(kinds['rancher.cluster'], wanted.cluster())).outputs['id'] ?? ''
    await ensure(kinds['rancher.registration'], wanted.registration(clusterId))
    for (const id of ['i-11', 'i-12', 'i-13']) {
      await rehearsal.bootNode(id, { clusterId, flags: '--etcd --controlplane --label trailboss.io/pool=control' })
    }
    await rehearsal.bootNode('i-14', { clusterId, flags: '--worker --label trailboss.io/pool=workers' })
    await ensure(kinds['rancher.nodes'], wanted.nodes('control', 3))
    await ensure(kinds['rancher.nodes'], wanted.nodes('workers', 1))
    const active = await ensure(kinds['rancher.clusterActive'], wanted.clusterActive(clusterId))
    expect(active.outputs).toEqual({ id: clusterId, name: 'apps' })
  })

  it('takes a new version in place', async () => {
    const newer = wanted.cluster('v1.33.6+rke2r1')
    await ensure(kinds['rancher.cluster'], newer)
    const [seen] = await retried(() => kinds['rancher.cluster'].observe(scope, [newer]))
    expect(seen && kinds['rancher.cluster'].diff(newer, seen)).toEqual([])
  })

  it('loses the cluster when it is removed', async () => {
    await remove(kinds['rancher.cluster'], wanted.cluster())
    expect(await retried(() => kinds['rancher.cluster'].observe(scope, [wanted.cluster()]))).toEqual([])
  })
})
