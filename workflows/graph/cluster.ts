import type { z } from 'zod'
import type { cluster as schema } from '../contract/fleet/cluster.ts'
import { keyOf } from '../contract/resource.ts'
import type { Resource, Stage } from '../contract/resource.ts'
import { make, refTo } from './make.ts'
import { nodesKey, pool } from './pool.ts'
import { rancherAccess } from './site.ts'
import type { Site } from './site.ts'

export type Cluster = z.output<typeof schema>

/** A downstream cluster: registered with Rancher, its pools started, and waited for. */
export function cluster(site: Site, name: string, { kubernetes, pools }: Cluster): Resource[] {
  const access = rancherAccess(site)
  const stage: Stage = `cluster/${name}`
  const clusterId = refTo('rancher.cluster', name)
  return [
    make('rancher.cluster', name, {
      stage, spec: { ...access, cluster: name, kubernetesVersion: kubernetes.version }, after: [keyOf('rancher.apiToken', 'main')],
    }),
    make('rancher.registration', name, {
      // The command that Rancher issues names its own address.
      stage, spec: { ...access, clusterId }, after: [keyOf('rancher.serverUrl', 'main')],
    }),
    ...Object.entries(pools).flatMap(([poolName, wanted]) =>
      pool(site, { cluster: name, pool: poolName, kubernetesVersion: kubernetes.version, wanted })),
    make('rancher.clusterActive', name, {
      stage, spec: { ...access, cluster: name, clusterId }, after: Object.keys(pools).map((poolName) => nodesKey(name, poolName)),
    }),
  ]
}
