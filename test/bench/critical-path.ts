import type { Latencies } from '../../infra/rehearsal/world.ts'
import { needsOf, type Key, type Resource } from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'

export interface PathStep {
  key: Key
  /** World milliseconds from the beginning until it can be there at the earliest. */
  endsAt: number
}

/** `nodeReady` is what the slowest node of the run drew, not the middling one. */
type Known = Omit<Latencies, 'scalingTick'>

/** The longest chain of things that each have to be there before the next can begin: no engine can be quicker. */
export function criticalPath(resources: readonly Resource[], latencies: Known): PathStep[] {
  const byKey = new Map(resources.map((resource) => [resource.key, resource]))
  const paths = new Map<Key, PathStep[]>()
  const pathTo = (key: Key): PathStep[] => {
    const known = paths.get(key)
    if (known) return known
    const resource = byKey.get(key)
    if (!resource) return []
    const before = longest(needsOf(resource).map(pathTo))
    const path = [...before, { key, endsAt: endOf(before) + durationOf(resource.kind, latencies) }]
    paths.set(key, path)
    return path
  }
  return longest(resources.map(({ key }) => pathTo(key)))
}

export const endOf = (path: readonly PathStep[]): number => path.at(-1)?.endsAt ?? 0

const longest = (paths: readonly PathStep[][]): PathStep[] =>
  paths.reduce<PathStep[]>((best, path) => (endOf(path) > endOf(best) ? path : best), [])

/** One look and one write, then what the world takes. A group's first machines are launched with the group. */
function durationOf(kind: KindName, latencies: Known): number {
  const { call, natGateway, instanceRunning, loadBalancer, startUp, rancherReady, nodeReady } = latencies
  const waits: Partial<Record<KindName, number>> = {
    'aws.natGateway': natGateway,
    'aws.instance': instanceRunning,
    'aws.networkLoadBalancer': loadBalancer,
    'rancher.ping': startUp + rancherReady,
    // The world draws between two and eight seconds; the least of it counts.
    'rancher.registration': 2000,
    'rancher.nodes': instanceRunning + startUp + nodeReady,
  }
  return 2 * call + (waits[kind] ?? 0)
}
