import { describe, expect, it } from '@jest/globals'
import {
  at,
  clusterBody,
  clusters,
  firstServer,
  host,
  joinCommand,
  nodeMachine,
  runningRancher,
} from './running-rancher.ts'
import { machine } from './small-world.ts'

const one = `${clusters}/fleet-default/apps`
const machinesPath = '/v1/cluster.x-k8s.io.machines'

function withCluster() {
  const rancher = runningRancher()
  rancher.signIn()
  rancher.call('PUT', '/v3/settings/server-url', { value: `https://${host}` })
  rancher.call('POST', clusters, clusterBody('apps'))
  const state = () => at(rancher.call('GET', one).body, 'metadata', 'state', 'name')
  const list = (path: string) => {
    const data = at(rancher.call('GET', path).body, 'data')
    return Array.isArray(data) ? data : []
  }
  const join = (id: string, flags: string) => {
    const joining = nodeMachine(id, joinCommand(rancher, 'apps', flags))
    rancher.start(joining)
    return joining
  }
  return { ...rancher, state, list, join }
}

function withNodes() {
  const rancher = withCluster()
  rancher.pass(10_000)
  const control = rancher.join('i-c1', '--etcd --controlplane')
  const worker = rancher.join('i-w1', "--worker --label 'trailboss.io/pool=workers'")
  rancher.pass(80_000)
  return { ...rancher, control, worker }
}

describe('the life of a custom cluster', () => {
  it('says active at first and does not mean it', () => {
    const { state, pass } = withCluster()
    expect(state()).toBe('active')
    pass(1500)
    expect(state()).toBe('updating')
  })

  it('reads back with defaults nobody asked for', () => {
    const { call, pass } = withCluster()
    pass(2000)
    const { body } = call('GET', one)
    expect(at(body, 'spec', 'localClusterAuthEndpoint')).toEqual({})
    expect(at(body, 'spec', 'rkeConfig', 'upgradeStrategy', 'workerDrainOptions', 'enabled')).toBe(false)
    expect(at(body, 'metadata', 'generation')).toBe(2)
  })

  it('is active once every role has a node that runs', () => {
    const { state, pass, join, list, call } = withCluster()
    pass(10_000)
    join('i-w1', '--worker')
    pass(100_000)
    expect(state()).toBe('updating')
    expect(list('/v3/nodes')).toEqual([])
    join('i-c1', '--etcd --controlplane')
    pass(80_000)
    expect(state()).toBe('active')
    expect(list('/v3/nodes').map((node) => at(node, 'state'))).toEqual(['active', 'active'])
    const conditions = at(call('GET', one).body, 'status', 'conditions')
    expect(conditions).toContainEqual(expect.objectContaining({ type: 'Ready', status: 'True' }))
  })

  it('carries the labels of the command line on the machine', () => {
    const { list } = withNodes()
    const worker = list(machinesPath).find(
      (found) => at(found, 'metadata', 'labels', 'trailboss.io/pool') === 'workers',
    )
    expect(at(worker, 'metadata', 'labels')).toMatchObject({
      'rke.cattle.io/worker-role': 'true',
      'cattle.io/os': 'linux',
    })
    expect(at(worker, 'status', 'nodeRef', 'name')).toBe('host-i-w1')
  })

  it('keeps the object of a machine that is gone, and calls its node unavailable', () => {
    const { lose, worker, pass, list, state } = withNodes()
    lose(worker)
    pass(40_000)
    expect(list(machinesPath)).toHaveLength(2)
    expect(
      list('/v3/nodes')
        .map((node) => at(node, 'state'))
        .toSorted(),
    ).toEqual(['active', 'unavailable'])
    expect(state()).toBe('active')
  })

  it('is unavailable without its quorum of etcd', () => {
    const { lose, control, pass, state } = withNodes()
    lose(control)
    pass(40_000)
    expect(state()).toBe('unavailable')
  })

  it('is updating, yet ready, while one more node joins', () => {
    const { join, state, call, pass } = withNodes()
    join('i-w2', '--worker')
    expect(state()).toBe('updating')
    expect(at(call('GET', one).body, 'status', 'conditions')).toContainEqual(
      expect.objectContaining({ type: 'Ready', status: 'True' }),
    )
    pass(80_000)
    expect(state()).toBe('active')
  })

  it('makes one machine of an agent that registers twice', () => {
    const { start, worker, list } = withNodes()
    start(worker)
    expect(list(machinesPath)).toHaveLength(2)
  })

  it.each(['--token wrong', '--ca-checksum 0000'])('ignores an agent with %s', (wrong) => {
    const { start, pass, list, ...rancher } = withCluster()
    pass(10_000)
    const [flag = '', value = ''] = wrong.split(' ')
    const command = joinCommand({ ...rancher, start, pass }, 'apps', '--worker')
    start(nodeMachine('i-w1', command.replace(new RegExp(`${flag} \\S+`), `${flag} ${value}`)))
    pass(100_000)
    expect(list(machinesPath)).toEqual([])
  })

  it('lets an agent wait for a Rancher that is down', () => {
    const { lose, start, pass, list, ...rancher } = withCluster()
    pass(10_000)
    const second = machine('i-2', { ROLE: 'rancher-server', RANCHER_HOSTNAME: host })
    const waiting = nodeMachine('i-w1', joinCommand({ ...rancher, lose, start, pass }, 'apps', '--worker'))
    start(second)
    lose(firstServer)
    lose(second)
    start(waiting)
    start(second)
    expect(list(machinesPath)).toEqual([])
    pass(5000)
    expect(list(machinesPath)).toHaveLength(1)
  })

  it('takes a deleted machine out of the cluster', () => {
    const { call, list, pass } = withNodes()
    const name = list(machinesPath).map((found) => String(at(found, 'id')))[1] ?? ''
    expect(call('DELETE', `${machinesPath}/${name}`).status).toBe(200)
    pass(5000)
    expect(call('GET', `${machinesPath}/${name}`).status).toBe(404)
    expect(list('/v3/nodes')).toHaveLength(1)
  })

  it('refuses a change that was made of an old version', () => {
    const { call, pass } = withCluster()
    const before = call('GET', one).body
    pass(2000)
    expect(call('PUT', one, before).status).toBe(409)
    const now = call('GET', one).body
    expect(call('PUT', one, now).status).toBe(200)
    expect(call('PUT', one, now).status).toBe(409)
  })

  it('is gone with its machines a while after its removal', () => {
    const { call, list, pass } = withNodes()
    expect(call('DELETE', one).status).toBe(200)
    expect(at(call('GET', one).body, 'metadata', 'state', 'name')).toBe('removing')
    pass(8000)
    expect(call('GET', one).status).toBe(404)
    expect(list(machinesPath)).toEqual([])
    expect(list('/v3/clusters').map((cluster) => at(cluster, 'id'))).toEqual(['local'])
  })
})
