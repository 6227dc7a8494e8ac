import { steveList } from './collection.ts'
import { machinePhase } from './phases.ts'
import { nextRevision, stamp, type NodeMachine } from './state.ts'
import { machineConditions, machineState } from './machine-conditions.ts'
import { steveFrame } from './steve-object.ts'
import { notFound, ok, steveError, type Call, type Reply } from './wire.ts'

export const machineType = 'cluster.x-k8s.io.machine'
const kind = { type: machineType, apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'Machine' }

export const listMachines = (call: Call, namespace?: string): Reply =>
  steveList(
    call,
    machineType,
    Object.values(call.rancher.machines)
      .filter((machine) => namespace === undefined || namespaceOf(machine) === namespace)
      .map((machine) => machineView(call, machine)),
  )

export const getMachine = (call: Call, namespace: string, name: string): Reply => {
  const machine = find(call, namespace, name)
  return machine ? ok(machineView(call, machine)) : missing(name)
}

/** Takes a node out of its cluster for good; the host itself goes on running, as with real Rancher. */
export const deleteMachine = (call: Call, namespace: string, name: string): Reply => {
  const machine = find(call, namespace, name)
  if (!machine) return missing(name)
  machine.deletedAt ??= call.world.now()
  machine.resourceVersion = nextRevision(call.rancher)
  return ok(machineView(call, machine))
}

const missing = (name: string): Reply => steveError(notFound('machines.cluster.x-k8s.io', name))

const namespaceOf = (machine: NodeMachine) => machine.cluster.split('/')[0] ?? ''

const find = (call: Call, namespace: string, name: string): NodeMachine | undefined => {
  const machine = call.rancher.machines[name]
  return machine && namespaceOf(machine) === namespace ? machine : undefined
}

const machineView = (call: Call, machine: NodeMachine): Record<string, unknown> => {
  const [namespace = '', cluster = ''] = machine.cluster.split('/')
  const { name } = machine
  const reference = (referred: string) => ({ apiVersion: 'rke.cattle.io/v1', kind: referred, name, namespace })
  const runs = machine.runningSince !== undefined
  return {
    ...steveFrame(call, kind, { namespace, name }),
    metadata: metadataOf(call, machine, { namespace, cluster }),
    spec: {
      bootstrap: { configRef: reference('RKEBootstrap') },
      clusterName: cluster,
      infrastructureRef: reference('CustomMachine'),
      nodeDeletionTimeout: '10s',
      ...(runs ? { providerID: `rke2://${machine.nodeName}` } : {}),
    },
    status: {
      ...statusOf(machine),
      conditions: machineConditions(machine, call.world.now()),
    },
  }
}

const statusOf = (machine: NodeMachine) => {
  const runs = machine.runningSince !== undefined
  return {
    bootstrapReady: runs,
    infrastructureReady: runs,
    lastUpdated: stamp(machine.runningSince ?? machine.createdAt),
    observedGeneration: 1,
    phase: phaseOf(machine),
    ...(runs ? nodeStatus(machine) : {}),
  }
}

const phaseOf = (machine: NodeMachine) => {
  if (machine.deletedAt !== undefined) return 'Deleting'
  return machine.runningSince === undefined ? 'Pending' : 'Running'
}

const nodeStatus = (machine: NodeMachine) => ({
  addresses: [
    { address: machine.address, type: 'InternalIP' },
    { address: machine.nodeName, type: 'Hostname' },
  ],
  nodeRef: { apiVersion: 'v1', kind: 'Node', name: machine.nodeName },
})

const metadataOf = (
  call: Call,
  machine: NodeMachine,
  { namespace, cluster }: { namespace: string; cluster: string },
) => {
  const owner = call.rancher.clusters[machine.cluster]
  const state = machineState(machinePhase(machine, call.world.now()))
  return {
    name: machine.name,
    namespace,
    uid: machine.uid,
    resourceVersion: machine.resourceVersion,
    generation: 1,
    creationTimestamp: stamp(machine.createdAt),
    ...(machine.deletedAt === undefined
      ? {}
      : { deletionTimestamp: stamp(machine.deletedAt), deletionGracePeriodSeconds: 0 }),
    annotations: {
      'objectset.rio.cattle.io/id': 'unmanaged-machine',
      'objectset.rio.cattle.io/owner-gvk': '/v1, Kind=Secret',
      'objectset.rio.cattle.io/owner-name': machine.name,
      'objectset.rio.cattle.io/owner-namespace': owner?.managementId ?? '',
      'pre-terminate.delete.hook.machine.cluster.x-k8s.io/rke-bootstrap-cleanup': 'rke-bootstrap-controller',
    },
    finalizers: ['machine.cluster.x-k8s.io'],
    labels: labelsOf(machine, cluster),
    ownerReferences: [{ apiVersion: kind.apiVersion, kind: 'Cluster', name: cluster, uid: owner?.uid ?? '' }],
    relationships: [],
    fields: [machine.name, cluster, null, null, phaseOf(machine), null, null],
    state,
  }
}

/** Labels given on the agent's command line stand beside those Rancher sets. */
const labelsOf = (machine: NodeMachine, cluster: string): Record<string, string> => ({
  'cattle.io/os': 'linux',
  ...machine.labels,
  'cluster.x-k8s.io/cluster-name': cluster,
  'rke.cattle.io/cluster-name': cluster,
  'rke.cattle.io/machine-id': machine.agentId,
  'rke.cattle.io/node-name': machine.nodeName,
  ...(machine.roles.includes('controlplane')
    ? { 'cluster.x-k8s.io/control-plane': 'true', 'rke.cattle.io/control-plane-role': 'true' }
    : {}),
  ...(machine.roles.includes('etcd') ? { 'rke.cattle.io/etcd-role': 'true' } : {}),
  ...(machine.roles.includes('worker') ? { 'rke.cattle.io/worker-role': 'true' } : {}),
})
