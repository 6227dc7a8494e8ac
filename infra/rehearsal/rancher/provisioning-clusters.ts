import { steveList } from './collection.ts'
import { clusterBodyRefusal } from './cluster-admission.ts'
import { provisioningType, provisioningView } from './provisioning-view.ts'
import { letters, nextRevision, uuid, type Cluster } from './state.ts'
import { bodyOf, isRecord, notFound, ok, Refused, steveError, textOf, type Call, type Reply } from './wire.ts'

const plural = 'clusters.provisioning.cattle.io'

/** Creates a cluster; its registration token follows by itself within seconds. */
export const createCluster = (call: Call, inNamespace?: string): Reply => {
  const body = steveBody(call)
  const metadata = isRecord(body['metadata']) ? body['metadata'] : {}
  const namespace = textOf(metadata['namespace']) || inNamespace || 'fleet-default'
  const name = textOf(metadata['name']) || `p-${letters(call.world, 5)}`
  const refusal = clusterBodyRefusal(body, { namespace, name })
  if (refusal) return refusal
  const key = `${namespace}/${name}`
  if (call.rancher.clusters[key]) {
    return steveError({ status: 409, code: 'AlreadyExists', message: `${plural} "${name}" already exists` })
  }
  const cluster = newCluster(call, { namespace, name, metadata, body })
  call.rancher.clusters[key] = cluster
  return { status: 201, body: provisioningView(call, cluster) }
}

export const listClusters = (call: Call, namespace?: string): Reply => steveList(call, provisioningType, Object
  .values(call.rancher.clusters)
  .filter((cluster) => namespace === undefined || cluster.namespace === namespace)
  .map((cluster) => provisioningView(call, cluster)))

export const getCluster = (call: Call, namespace: string, name: string): Reply => {
  const cluster = call.rancher.clusters[`${namespace}/${name}`]
  return cluster ? ok(provisioningView(call, cluster)) : missing(name)
}

/** Replaces labels, annotations and spec, if the body carries the resourceVersion the cluster has now. */
export const putCluster = (call: Call, namespace: string, name: string): Reply => {
  const cluster = call.rancher.clusters[`${namespace}/${name}`]
  if (!cluster) return missing(name)
  const body = steveBody(call)
  const metadata = isRecord(body['metadata']) ? body['metadata'] : {}
  const refusal = versionRefusal(metadata, cluster) ?? clusterBodyRefusal(body, cluster)
  if (refusal) return refusal
  const spec = isRecord(body['spec']) ? body['spec'] : {}
  if (JSON.stringify(spec) !== JSON.stringify(cluster.spec)) cluster.generation += 1
  cluster.spec = spec
  cluster.labels = textMap(metadata['labels'])
  cluster.annotations = textMap(metadata['annotations'])
  cluster.resourceVersion = nextRevision(call.rancher)
  return ok(provisioningView(call, cluster))
}

/** Begins the removal; the cluster and its machines' objects are gone a moment later, the hosts stay as they are. */
export const deleteCluster = (call: Call, namespace: string, name: string): Reply => {
  const cluster = call.rancher.clusters[`${namespace}/${name}`]
  if (!cluster) return missing(name)
  cluster.deletedAt ??= call.world.now()
  cluster.generation += 1
  cluster.resourceVersion = nextRevision(call.rancher)
  return ok(provisioningView(call, cluster))
}

const missing = (name: string): Reply => steveError(notFound(plural, name))

const versionRefusal = (metadata: Record<string, unknown>, cluster: Cluster): Reply | undefined => {
  const version = textOf(metadata['resourceVersion'])
  if (version === '') {
    return steveError({ status: 500, code: 'ServerError', message: 'metadata.resourceVersion is required for update' })
  }
  if (version === cluster.resourceVersion) return undefined
  const message = `Operation cannot be fulfilled on ${plural} "${cluster.name}": the object has been modified; `
    + 'please apply your changes to the latest version and try again'
  return steveError({ status: 409, code: 'Conflict', message })
}

const steveBody = (call: Call): Record<string, unknown> => {
  const unparsable = (problem: string) =>
    steveError({ status: 422, code: 'InvalidBodyContent', message: `Failed to parse body: ${problem}` })
  if (call.request.body === '') throw new Refused(unparsable('EOF'))
  return bodyOf(call, unparsable)
}

const textMap = (value: unknown): Record<string, string> => isRecord(value)
  ? Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]))
  : {}

const newCluster = (
  call: Call,
  from: { namespace: string; name: string; metadata: Record<string, unknown>; body: Record<string, unknown> },
): Cluster => {
  const { world, rancher } = call
  const now = world.now()
  return {
    namespace: from.namespace,
    name: from.name,
    managementId: `c-m-${letters(world, 8)}`,
    uid: uuid(world),
    createdAt: now,
    generation: 1,
    resourceVersion: nextRevision(rancher),
    labels: textMap(from.metadata['labels']),
    annotations: { ...textMap(from.metadata['annotations']), 'field.cattle.io/creatorId': rancher.adminId },
    spec: isRecord(from.body['spec']) ? from.body['spec'] : {},
    registrationTokens: [{
      name: 'default-token',
      value: letters(world, 54),
      uuid: uuid(world),
      appearsAt: now + 2000 + Math.round(6000 * world.random()),
    }],
    adopted: false,
    seen: { phase: 'active: Resource is current', since: now },
  }
}
