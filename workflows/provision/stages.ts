import { needsOf } from '../contract/resource.ts'
import type { Key, Outputs, Resource, Stage } from '../contract/resource.ts'

/** The stages that run as children, in the order of the graph. */
export const childStages = (resources: readonly Resource[]): Stage[] => [
  ...new Set(resources.map((resource) => resource.stage).filter((stage) => stage !== 'environment')),
]

export const inStage = (resources: readonly Resource[], stage: Stage): Resource[] =>
  resources.filter((resource) => resource.stage === stage)

/** What a stage needs from outside of itself before any of it can start. Pure. */
export function outerNeeds(resources: readonly Resource[], stage: Stage): Key[] {
  const own = new Set(inStage(resources, stage).map((resource) => resource.key))
  return [...new Set(inStage(resources, stage).flatMap(needsOf))].filter((key) => !own.has(key))
}

export function pickOutputs(outputs: Record<Key, Outputs>, keys: readonly Key[]): Record<Key, Outputs> {
  return Object.fromEntries(keys.flatMap((key) => (outputs[key] ? [[key, outputs[key]]] : [])))
}
