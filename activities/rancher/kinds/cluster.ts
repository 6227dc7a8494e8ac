import type { Key, Outputs, Scope } from '../../../workflows/contract/resource.ts'
import { refuse } from '../../failures.ts'
import { isStatus } from '../../http/answer-failures.ts'
import type { JsonClient } from '../../http/json-client.ts'
import type { Kind, Seen } from '../../resources/kind.ts'
import { clientFor, type RancherDeps } from '../client.ts'
import {
  type Cluster, createCluster, getCluster, listClusters, ownerIn, removeCluster, setKubernetesVersion,
} from '../clusters.ts'
import { byServer } from '../../http/by-server.ts'

interface ClusterFacts {
  readonly kubernetesVersion: string
  readonly managementId: string | undefined
  /** The Rancher it was seen on; its removal is asked for there. */
  readonly client: JsonClient
}

/** A custom RKE2 cluster. Only those with our annotations are seen, so nobody else's is ever changed or removed. */
export const rancherCluster = (deps: RancherDeps): Kind<'rancher.cluster', ClusterFacts> => ({
  name: 'rancher.cluster',
  foundByName: true,
  observe: async (scope, wanted) => {
    const lists = byServer(wanted).map(async ([access]) => {
      const client = await clientFor(deps, access)
      return (await listClusters(client)).flatMap((cluster) => seenIfOurs(scope, cluster, client))
    })
    return (await Promise.all(lists)).flat()
  },
  diff: ({ spec }, { facts }) => {
    const { kubernetesVersion: wanted } = spec
    if (wanted === facts.kubernetesVersion) return []
    return [{ field: 'kubernetesVersion', wanted, seen: facts.kubernetesVersion, act: 'update' }]
  },
  create: async (scope, { key, spec }) => {
    const client = await clientFor(deps, spec)
    const made = await createOrFind(client, scope, { key, name: spec.cluster, version: spec.kubernetesVersion })
    const [seen] = seenIfOurs(scope, made, client)
    if (seen?.key !== key) throw notOurs(spec.cluster, spec.url)
    return seen
  },
  update: async (scope, { spec }, seen) => {
    const { cluster: name, kubernetesVersion } = spec
    const changed = await setKubernetesVersion(seen.facts.client, { name, kubernetesVersion })
    return seenIfOurs(scope, changed, seen.facts.client)[0] ?? seen
  },
  remove: (_scope, { id, facts }) => removeCluster(facts.client, id),
  waitsFor: ({ spec }, { facts }) =>
    facts.managementId === undefined ? `Rancher has not given cluster ${spec.cluster} an id yet` : undefined,
})

async function createOrFind(
  client: JsonClient,
  scope: Scope,
  { key, name, version }: { key: Key; name: string; version: string },
): Promise<Cluster> {
  try {
    return await createCluster(client, { name, kubernetesVersion: version, owner: ownerIn(scope, key) })
  } catch (error) {
    const there = isStatus(error, 409) ? await getCluster(client, name) : undefined
    if (there) return there
    throw error
  }
}

function seenIfOurs({ fleet, environment }: Scope, cluster: Cluster, client: JsonClient): Seen<ClusterFacts>[] {
  const { owner, name, kubernetesVersion, managementId, createdAt } = cluster
  if (owner?.fleet !== fleet || owner.environment !== environment || !isKey(owner.resource)) return []
  const outputs: Outputs = managementId === undefined ? { name } : { name, id: managementId }
  const state = cluster.removing ? 'removing' : 'present'
  const facts = { kubernetesVersion, managementId, client }
  return [{ key: owner.resource, id: name, outputs, state, createdAt, facts }]
}

const isKey = (text: string): text is Key => text.startsWith('rancher.cluster/')

const notOurs = (name: string, url: string) =>
  refuse(
    'NotOurs',
    `${url} has a cluster "${name}" that this environment did not make`,
    'give the cluster another name in the fleet file, or remove the other one, then retry',
  )
