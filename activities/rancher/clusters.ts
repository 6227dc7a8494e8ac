import { z } from 'zod'
import type { Scope } from '../../workflows/contract/resource.ts'
import { isStatus } from '../http/answer-failures.ts'
import type { JsonClient } from '../http/json-client.ts'

/** A downstream cluster as Rancher provisions it. */
export interface Cluster {
  readonly name: string
  /** The id under which `/v3` knows it (`c-m-…`); undefined for the first seconds. */
  readonly managementId: string | undefined
  readonly kubernetesVersion: string
  readonly removing: boolean
  readonly createdAt: number
  /** Whose it is; undefined where somebody else made it. */
  readonly owner: ClusterOwner | undefined
  readonly conditions: readonly Condition[]
}

export interface ClusterOwner {
  readonly fleet: string
  readonly environment: string
  readonly resource: string
}

export interface Condition {
  readonly type: string
  readonly status: string
  readonly message?: string | undefined
}

export async function listClusters(client: JsonClient): Promise<Cluster[]> {
  const { data } = await client.send({ method: 'GET', path: CLUSTERS }, z.object({ data: z.array(WireCluster) }))
  return data.map(clusterOf)
}

export async function getCluster(client: JsonClient, name: string): Promise<Cluster | undefined> {
  const found = await client.find({ method: 'GET', path: `${CLUSTERS}/${name}` }, WireCluster)
  return found && clusterOf(found)
}

/** Twice fails: Rancher refuses a second cluster of one name. */
export async function createCluster(client: JsonClient, wanted: NewCluster): Promise<Cluster> {
  const body = {
    type: 'provisioning.cattle.io.cluster',
    metadata: { namespace: NAMESPACE, name: wanted.name, annotations: annotationsOf(wanted.owner) },
    spec: { kubernetesVersion: wanted.kubernetesVersion, rkeConfig: CUSTOM_CLUSTER },
  }
  return clusterOf(await client.send({ method: 'POST', path: ALL_CLUSTERS, body }, WireCluster))
}

export interface NewCluster {
  readonly name: string
  readonly kubernetesVersion: string
  readonly owner: ClusterOwner
}

/** Afterwards Rancher is bringing the cluster to this version; nothing else of it changes. Twice is safe. */
export async function setKubernetesVersion(
  client: JsonClient,
  { name, kubernetesVersion }: Pick<Cluster, 'name' | 'kubernetesVersion'>,
): Promise<Cluster> {
  for (let tries = 1; ; tries += 1) {
    const path = `${CLUSTERS}/${name}`
    const whole = await client.send({ method: 'GET', path }, WireCluster)
    // PUT replaces, hence the whole object; its resourceVersion proves that nobody changed it meanwhile.
    const body = { ...whole, spec: { ...whole.spec, kubernetesVersion } }
    try {
      return clusterOf(await client.send({ method: 'PUT', path, body }, WireCluster))
    } catch (error) {
      // Rancher's own controllers write to it often, above all while it is young.
      if (!isStatus(error, 409) || tries === MOST_TRIES) throw error
    }
  }
}

/** Rancher removes it in the background. One that is gone already is success. */
export async function removeCluster(client: JsonClient, name: string): Promise<void> {
  await client.find({ method: 'DELETE', path: `${CLUSTERS}/${name}` }, z.unknown())
}

export const ownerIn = ({ fleet, environment }: Scope, resource: string): ClusterOwner =>
  ({ fleet, environment, resource })

/** True in words of Rancher's own; a condition that is not there is not true. */
export const isTrue = (cluster: Cluster, type: string): boolean =>
  cluster.conditions.some((condition) => condition.type === type && condition.status === 'True')

const NAMESPACE = 'fleet-default'
const ALL_CLUSTERS = '/v1/provisioning.cattle.io.clusters'
const CLUSTERS = `${ALL_CLUSTERS}/${NAMESPACE}`
const MOST_TRIES = 5

/** No machine pools: nodes of a custom cluster register themselves. */
const CUSTOM_CLUSTER = {
  chartValues: {},
  machineGlobalConfig: { cni: 'calico' },
  upgradeStrategy: { controlPlaneConcurrency: '1', workerConcurrency: '1' },
}

// Annotations, because the values of labels may hold neither "/" nor ":".
const FLEET = 'trailboss.io/fleet'
const ENVIRONMENT = 'trailboss.io/environment'
const RESOURCE = 'trailboss.io/resource'

const annotationsOf = ({ fleet, environment, resource }: ClusterOwner) =>
  ({ [FLEET]: fleet, [ENVIRONMENT]: environment, [RESOURCE]: resource })

const WireCondition = z.object({ type: z.string(), status: z.string(), message: z.string().optional() })

const WireCluster = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    annotations: z.record(z.string(), z.string()).nullish(),
    creationTimestamp: z.string(),
    deletionTimestamp: z.string().nullish(),
  }),
  spec: z.looseObject({ kubernetesVersion: z.string().default('') }),
  status: z.looseObject({
    clusterName: z.string().nullish(),
    conditions: z.array(WireCondition.loose()).nullish(),
  }).optional(),
})

function clusterOf({ metadata, spec, status }: z.infer<typeof WireCluster>): Cluster {
  return {
    name: metadata.name,
    managementId: status?.clusterName || undefined,
    kubernetesVersion: spec.kubernetesVersion,
    removing: Boolean(metadata.deletionTimestamp),
    createdAt: Date.parse(metadata.creationTimestamp),
    owner: ownerOf(metadata.annotations ?? {}),
    conditions: status?.conditions ?? [],
  }
}

function ownerOf(annotations: Readonly<Record<string, string>>): ClusterOwner | undefined {
  const { [FLEET]: fleet, [ENVIRONMENT]: environment, [RESOURCE]: resource } = annotations
  return fleet && environment && resource ? { fleet, environment, resource } : undefined
}
