import { clusterPhase, machinesOf, type Phase } from './phases.ts'
import { stamp, type Cluster } from './state.ts'
import { condition, steveFrame, type ConditionView } from './steve-object.ts'
import type { Call } from './wire.ts'

export const provisioningType = 'provisioning.cattle.io.cluster'

const kind = { type: provisioningType, apiVersion: 'provisioning.cattle.io/v1', kind: 'Cluster' }

/** A cluster as `/v1/provisioning.cattle.io.clusters` shows it. */
export const provisioningView = (call: Call, cluster: Cluster): Record<string, unknown> => {
  const phase = clusterPhase(cluster, machinesOf(call.rancher, cluster), call.world.now())
  return {
    ...steveFrame(call, kind, cluster),
    metadata: metadataOf(cluster, phase),
    spec: cluster.spec,
    ...(cluster.adopted ? { status: statusOf(cluster, phase) } : {}),
  }
}

const metadataOf = (cluster: Cluster, phase: Phase) => {
  const { name, message, error, transitioning } = phase
  const finalizers = ['provisioning-cluster-remove', 'rke-cluster-remove', 'cloud-config-secret-remover']
  return {
    name: cluster.name,
    namespace: cluster.namespace,
    uid: cluster.uid,
    resourceVersion: cluster.resourceVersion,
    generation: cluster.generation,
    creationTimestamp: stamp(cluster.createdAt),
    annotations: cluster.annotations,
    ...(Object.keys(cluster.labels).length > 0 ? { labels: cluster.labels } : {}),
    ...(cluster.deletedAt === undefined
      ? {}
      : { deletionTimestamp: stamp(cluster.deletedAt), deletionGracePeriodSeconds: 0 }),
    ...(cluster.adopted ? { finalizers: finalizers.map((finalizer) => `wrangler.cattle.io/${finalizer}`) } : {}),
    fields: [cluster.name, phase.ready ? 'true' : null, phase.ready ? `${cluster.name}-kubeconfig` : null],
    relationships: cluster.adopted ? [] : null,
    state: { name, message, error, transitioning },
  }
}

const statusOf = (cluster: Cluster, phase: Phase) => ({
  clusterName: cluster.managementId,
  fleetWorkspaceName: cluster.namespace,
  observedGeneration: cluster.generation,
  ...(cluster.activeSince === undefined
    ? {}
    : { ready: phase.ready === true, agentDeployed: true, clientSecretName: `${cluster.name}-kubeconfig` }),
  conditions: conditionsOf(cluster, phase),
})

const conditionsOf = (cluster: Cluster, phase: Phase): ConditionView[] => {
  const {
    seen: { since },
    createdAt,
  } = cluster
  const settled = (type: string) => condition(type, 'True', { at: createdAt })
  const progress = (type: string) =>
    phase.transitioning
      ? condition(type, 'Unknown', { at: since, reason: 'Waiting', message: phase.message, transitioning: true })
      : condition(type, 'True', { at: since })
  return [
    phase.transitioning
      ? condition('Reconciling', 'True', { at: createdAt, reason: 'Reconciling', transitioning: true })
      : condition('Reconciling', 'False', { at: since }),
    condition('Stalled', 'False', { at: createdAt }),
    ...['Created', 'RKECluster'].map(settled),
    progress('Updated'),
    progress('Provisioned'),
    readyCondition(phase, since),
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
    condition('Connected', phase.ready ? 'True' : 'False', { at: since }),
  ]
}

/** Once a cluster was ready, more nodes joining do not take it back. */
const readyCondition = (phase: Phase, at: number): ConditionView => {
  if (phase.ready) return condition('Ready', 'True', { at })
  if (phase.name === 'unavailable') {
    return condition('Ready', 'False', { at, reason: 'Disconnected', message: phase.message, error: true })
  }
  return condition('Ready', 'Unknown', { at, reason: 'Waiting', message: phase.message, error: true })
}
