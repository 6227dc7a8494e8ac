import { keyOf } from '../contract/resource.ts'
import type { Key, Ref, Resource, Stage } from '../contract/resource.ts'
import type { KindName, KindSpecs } from '../contract/specs.ts'

interface Wanted<K extends KindName> {
  stage?: Stage
  spec: KindSpecs[K]
  after?: readonly Key[]
}

/** One resource of the graph, in stage `environment` where nothing else is said. */
export const make = <K extends KindName>(kind: K, name: string, { stage, spec, after }: Wanted<K>): Resource<K> =>
  ({ key: keyOf(kind, name), kind, name, stage: stage ?? 'environment', spec, ...(after === undefined ? {} : { after }) })

/** What `kind/name` has once it exists; its id unless another output is named. */
export const refTo = (kind: KindName, name: string, output = 'id'): Ref => ({ ref: keyOf(kind, name), output })
