import { normanList } from './collection.ts'
import { machinePhase, type MachinePhase } from './phases.ts'
import { lastHeard } from './machine-conditions.ts'
import { created, type Cluster, type NodeMachine } from './state.ts'
import { normanError, notFound, ok, type Call, type Reply } from './wire.ts'

const listKind = {
  resourceType: 'node',
  filters: [
    'appliedNodeVersion',
    'clusterId',
    'controlPlane',
    'created',
    'creatorId',
    'description',
    'etcd',
    'externalIpAddress',
    'hostname',
    'id',
    'imported',
    'ipAddress',
    'name',
    'namespaceId',
    'nodeName',
    'nodePoolId',
    'nodeTemplateId',
    'podCidr',
    'providerId',
    'removed',
    'requestedHostname',
    'scaledownTime',
    'sshUser',
    'state',
    'transitioning',
    'transitioningMessage',
    'unschedulable',
    'uuid',
    'worker',
  ],
  sorts: [
    'description',
    'externalIpAddress',
    'hostname',
    'ipAddress',
    'name',
    'nodeName',
    'podCidr',
    'providerId',
    'scaledownTime',
    'sshUser',
    'state',
    'transitioning',
    'transitioningMessage',
    'uuid',
  ],
}

/** Nodes appear here only once they run: while they register, the machines of `/v1` are the place to look. */
export const listNodes = (call: Call, clusterId?: string): Reply =>
  normanList(
    call,
    listKind,
    nodesOf(call)
      .filter(({ cluster }) => clusterId === undefined || cluster.managementId === clusterId)
      .map((node) => nodeView(call, node)),
  )

export const getNode = (call: Call, id: string): Reply => {
  const node = find(call, id)
  return node ? ok(nodeView(call, node)) : missing(id)
}

/** `cordon`, `uncordon` and `drain`; what the node's state does not offer is refused. */
export const actOnNode = (call: Call, id: string): Reply => {
  const node = find(call, id)
  if (!node) return missing(id)
  const action = call.request.query.get('action') ?? ''
  if (!offered(node.machine).includes(action)) {
    const known = action === 'cordon' ? `Node ${node.machine.nodeId} already cordoned` : `Invalid action: ${action}`
    return normanError({ status: 422, code: 'InvalidAction', message: known })
  }
  Object.assign(node.machine, { cordoned: action !== 'uncordon', drained: action === 'drain' })
  return ok(null)
}

interface RunningNode {
  machine: NodeMachine
  cluster: Cluster
}

const nodesOf = (call: Call): RunningNode[] =>
  Object.values(call.rancher.machines).flatMap((machine) => {
    const cluster = call.rancher.clusters[machine.cluster]
    return cluster && machine.runningSince !== undefined ? [{ machine, cluster }] : []
  })

const find = (call: Call, id: string): RunningNode | undefined =>
  nodesOf(call).find(({ machine, cluster }) => `${cluster.managementId}:${machine.nodeId}` === id)

const missing = (id: string): Reply => normanError(notFound('nodes.management.cattle.io', id.split(':')[1] ?? id))

const offered = (machine: NodeMachine): string[] =>
  machine.cordoned ? ['uncordon', ...(machine.drained ? [] : ['drain'])] : ['cordon', 'drain']

const stateOf = (machine: NodeMachine, phase: MachinePhase): string => {
  if (phase === 'deleting') return 'removing'
  if (phase === 'notReady') return 'unavailable'
  if (machine.drained) return 'drained'
  return machine.cordoned ? 'cordoned' : 'active'
}

const nodeView = (call: Call, { machine, cluster }: RunningNode): Record<string, unknown> => {
  const now = call.world.now()
  const phase = machinePhase(machine, now)
  const id = `${cluster.managementId}:${machine.nodeId}`
  const self = `${call.base}/v3/nodes/${id}`
  const lost = phase === 'notReady' ? 'Kubelet stopped posting node status.' : ''
  return {
    id,
    type: 'node',
    baseType: 'node',
    ...created(machine.runningSince ?? machine.createdAt),
    creatorId: null,
    uuid: machine.uuid,
    name: '',
    clusterId: cluster.managementId,
    ...identity(machine),
    ...capacityOf(cluster),
    state: stateOf(machine, phase),
    transitioning: lost ? 'error' : 'no',
    transitioningMessage: lost,
    unschedulable: machine.cordoned,
    conditions: conditionsOf(machine, { now, lost }),
    links: { self, update: self },
    actions: Object.fromEntries(offered(machine).map((name) => [name, `${self}?action=${name}`])),
  }
}

const identity = (machine: NodeMachine) => ({
  hostname: machine.nodeName,
  nodeName: machine.nodeName,
  requestedHostname: machine.nodeName,
  ipAddress: machine.address,
  etcd: machine.roles.includes('etcd'),
  controlPlane: machine.roles.includes('controlplane'),
  worker: machine.roles.includes('worker'),
  imported: false,
  customConfig: null,
  namespaceId: null,
  nodePoolId: '',
  nodeTemplateId: null,
  appliedNodeVersion: 0,
  podCidr: '10.42.0.0/24',
  podCidrs: ['10.42.0.0/24'],
  annotations: { 'cluster.x-k8s.io/machine': machine.name },
  labels: {
    ...machine.labels,
    'kubernetes.io/hostname': machine.nodeName,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'rke.cattle.io/machine': machine.uid,
  },
})

const capacityOf = (cluster: Cluster) => {
  const amounts = { cpu: '4', memory: '8Gi', pods: '110' }
  const version = String(cluster.spec['kubernetesVersion'] ?? '')
  return {
    allocatable: amounts,
    capacity: amounts,
    info: {
      cpu: { count: 4 },
      kubernetes: { kubeProxyVersion: version, kubeletVersion: version },
      memory: { memTotalKiB: 8_388_608 },
      os: { dockerVersion: 'containerd://1.7', kernelVersion: '6.1.0-amd64', operatingSystem: 'Debian' },
    },
  }
}

const conditionsOf = (machine: NodeMachine, { now, lost }: { now: number; lost: string }) => [
  { type: 'Registered', status: 'True', message: 'registered with kubernetes' },
  { type: 'Provisioned', status: 'True' },
  lost
    ? {
        type: 'Ready',
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
        message: lost,
        lastHeartbeatTime: lastHeard(machine, now),
      }
    : {
        type: 'Ready',
        status: 'True',
        reason: 'KubeletReady',
        message: 'kubelet is posting ready status',
        lastHeartbeatTime: lastHeard(machine, now),
      },
]
