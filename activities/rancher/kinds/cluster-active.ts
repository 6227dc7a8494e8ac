import { gate, type GateView, oneByOne } from '../../resources/gate.ts'
import { clientFor, type RancherDeps } from '../client.ts'
import { type Cluster, getCluster, isTrue } from '../clusters.ts'
import { listMachines } from '../machines.ts'

/**
 * There once the cluster is ready and has nodes. Rancher's own `state` will not do: a new cluster says `active` for a
 * second or two before it notices that it has no nodes.
 */
export const rancherClusterActive = (deps: RancherDeps) =>
  gate('rancher.clusterActive', oneByOne(async ({ spec }): Promise<GateView> => {
    const client = await clientFor(deps, spec)
    const cluster = await getCluster(client, spec.cluster)
    if (!cluster) return { open: false, why: `cluster ${spec.cluster} is not there yet` }
    const why = whatIsMissing(cluster, spec.clusterId)
    if (why !== undefined) return { open: false, why }
    const hasNodes = (await listMachines(client)).some((machine) => machine.cluster === spec.cluster && machine.running)
    if (!hasNodes) return { open: false, why: `cluster ${spec.cluster} has no running node yet` }
    return { open: true, outputs: { id: spec.clusterId, name: spec.cluster } }
  }))

function whatIsMissing(cluster: Cluster, clusterId: string): string | undefined {
  if (cluster.managementId !== clusterId) return `cluster ${cluster.name} is not the one with id ${clusterId}`
  const open = ['Updated', 'Ready'].find((type) => !isTrue(cluster, type))
  if (open === undefined) return undefined
  const said = cluster.conditions.find(({ type }) => type === open)?.message
  return `cluster ${cluster.name}: ${said || `condition ${open} is not true yet`}`
}
