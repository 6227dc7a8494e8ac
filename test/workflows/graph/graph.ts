import type { Fleet } from '../../../workflows/contract/fleet/fleet.ts'
import type { Resource } from '../../../workflows/contract/resource.ts'
import { needsOf } from '../../../workflows/contract/resource.ts'
import { desiredResources } from '../../../workflows/graph/desired-resources.ts'

export function resourcesOf(fleet: Fleet, environment: string): Resource[] {
  const desired = desiredResources(fleet, environment)
  if ('refusal' in desired) throw new Error(desired.refusal)
  return desired.resources
}

/** What is wrong with a graph, in words; nothing when it can be walked to its end. */
export function flawsOf(resources: readonly Resource[]): string[] {
  const keys = resources.map(({ key }) => key)
  const open = resources.flatMap((resource) => needsOf(resource).filter((need) => !keys.includes(need)).map((need) => `${resource.key} needs ${need}`))
  const twice = keys.filter((key, index) => keys.indexOf(key) < index)
  return [...open, ...twice.map((key) => `${key} stands twice`), ...stuck(resources).map((key) => `${key} waits for itself`)]
}

/** Walks as far as the graph allows; what is left is in a cycle or behind one. */
function stuck(resources: readonly Resource[], done: readonly string[] = []): string[] {
  const left = resources.filter(({ key }) => !done.includes(key))
  const ready = left.filter((resource) => needsOf(resource).every((need) => done.includes(need)))
  if (ready.length === 0) return left.map(({ key }) => key)
  return stuck(resources, [...done, ...ready.map(({ key }) => key)])
}
