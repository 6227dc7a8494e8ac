import { normanList } from './collection.ts'
import { clusterPhase, machinePhase, machinesOf, type Phase } from './phases.ts'
import { created, stamp, type Cluster } from './state.ts'
import { managementFrame } from './management-frame.ts'
import { normanError, notFound, ok, type Call, type Reply } from './wire.ts'

const sorts = [
  'agentImage',
  'agentImageOverride',
  'apiEndpoint',
  'authImage',
  'caCert',
  'description',
  'driver',
  'fleetWorkspaceName',
  'provider',
  'state',
  'transitioning',
  'transitioningMessage',
  'uuid',
]
const listKind = {
  resourceType: 'cluster',
  sorts,
  filters: [
    'created',
    'creatorId',
    'description',
    'driver',
    'id',
    'internal',
    'name',
    'nodeCount',
    'provider',
    'removed',
    'state',
    'transitioning',
    'transitioningMessage',
    'uuid',
  ],
  actions: ['createFromTemplate'],
}

/** The clusters as `/v3` shows them: the management cluster `local`, and each downstream one a moment after it was made. */
export const listManagementClusters = (call: Call): Reply =>
  normanList(call, listKind, [
    localView(call),
    ...Object.values(call.rancher.clusters)
      .filter((cluster) => cluster.adopted)
      .map((cluster) => downstreamView(call, cluster)),
  ])

export const getManagementCluster = (call: Call, id: string): Reply => {
  if (id === 'local') return ok(localView(call))
  const cluster = Object.values(call.rancher.clusters).find((one) => one.managementId === id && one.adopted)
  return cluster ? ok(downstreamView(call, cluster)) : normanError(notFound('clusters.management.cattle.io', id))
}

const localView = (call: Call): Record<string, unknown> => ({
  ...managementFrame(call, 'local'),
  ...created(call.rancher.startedAt),
  name: 'local',
  description: '',
  creatorId: null,
  uuid: call.rancher.settings['install-uuid']?.value ?? '',
  fleetWorkspaceName: 'fleet-local',
  internal: true,
  driver: 'imported',
  provider: 'rke2',
  labels: {},
  annotations: { 'authz.management.cattle.io/initial-sync': 'true' },
  conditions: [
    { type: 'Ready', status: 'True' },
    { type: 'Connected', status: 'True' },
  ],
  nodeCount: call.rancher.servers.length,
  linuxWorkerCount: 0,
  state: 'active',
  transitioning: 'no',
  transitioningMessage: '',
})

const downstreamView = (call: Call, cluster: Cluster): Record<string, unknown> => {
  const machines = machinesOf(call.rancher, cluster)
  const now = call.world.now()
  const phase = clusterPhase(cluster, machines, now)
  const nodes = machines.filter(
    (machine) => machine.runningSince !== undefined && machinePhase(machine, now) !== 'deleting',
  )
  const connected = cluster.activeSince !== undefined
  return {
    ...managementFrame(call, cluster.managementId),
    ...created(cluster.createdAt),
    name: cluster.name,
    description: '',
    creatorId: call.rancher.adminId,
    uuid: cluster.uid,
    fleetWorkspaceName: cluster.namespace,
    internal: false,
    driver: connected ? 'rke2' : '',
    provider: connected ? 'rke2' : '',
    labels: cluster.labels,
    annotations: annotationsOf(cluster),
    conditions: conditionsOf(cluster, phase),
    nodeCount: nodes.length,
    linuxWorkerCount: nodes.filter((machine) => machine.roles.includes('worker')).length,
    ...(connected ? connectedFields(cluster) : {}),
    state: phase.name,
    transitioning: phase.error ? 'error' : phase.transitioning ? 'yes' : 'no',
    transitioningMessage: phase.transitioning || phase.error ? phase.message : '',
  }
}

const annotationsOf = (cluster: Cluster): Record<string, string> => ({
  'authz.management.cattle.io/creator-role-bindings': '{"created":["cluster-owner"],"required":["cluster-owner"]}',
  'authz.management.cattle.io/initial-sync': 'true',
  'objectset.rio.cattle.io/id': 'cluster-create',
  'objectset.rio.cattle.io/owner-gvk': 'provisioning.cattle.io/v1, Kind=Cluster',
  'objectset.rio.cattle.io/owner-name': cluster.name,
  'objectset.rio.cattle.io/owner-namespace': cluster.namespace,
  'provisioning.cattle.io/administrated': 'true',
  'provisioning.cattle.io/management-cluster-display-name': cluster.name,
})

const connectedFields = (cluster: Cluster) => {
  const gitVersion = String(cluster.spec['kubernetesVersion'] ?? '')
  const [major = '', minor = ''] = gitVersion.replace(/^v/, '').split('.')
  return {
    apiEndpoint: 'https://10.43.0.1:443',
    version: { type: '/v3/schemas/info', gitVersion, major, minor, platform: 'linux/amd64' },
  }
}

const conditionsOf = (cluster: Cluster, phase: Phase) => {
  const since = stamp(cluster.seen.since)
  const settled = (type: string) => ({ type, status: 'True', lastUpdateTime: stamp(cluster.createdAt) })
  return [
    phase.transitioning
      ? { type: 'Updated', status: 'Unknown', reason: 'Waiting', message: phase.message, lastUpdateTime: since }
      : { type: 'Updated', status: 'True', lastUpdateTime: since },
    ...[
      'BackingNamespaceCreated',
      'DefaultProjectCreated',
      'SystemProjectCreated',
      'InitialRolesPopulated',
      'CreatorMadeOwner',
      'NoDiskPressure',
      'NoMemoryPressure',
      'SecretsMigrated',
      'ServiceAccountSecretsMigrated',
      'RKESecretsMigrated',
      'ACISecretsMigrated',
    ].map(settled),
    { type: 'Connected', status: phase.ready ? 'True' : 'False', lastUpdateTime: since },
    { type: 'Provisioned', status: 'True', lastUpdateTime: since },
    phase.ready
      ? { type: 'Ready', status: 'True', lastUpdateTime: since }
      : {
          type: 'Ready',
          status: 'False',
          reason: 'Disconnected',
          message: 'Cluster agent is not connected',
          lastUpdateTime: since,
        },
  ]
}
