import { isRef } from '../../workflows/contract/resource.ts'
import type { Key, Outputs, Ref, Resource } from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'
import type { Wanted } from './kind.ts'

/**
 * Puts plain values where a resource refers to others. A value that is not known yet (in a plan) reads
 * `(id of aws.vpc/main)`, so that it differs from whatever is there and tells why.
 */
export function resolve(resource: Resource, outputs: Record<Key, Outputs>): Wanted<KindName> {
  const value = (ref: Ref) => outputs[ref.ref]?.[ref.output] ?? `(${ref.output} of ${ref.ref})`
  // Replacing each Ref by a string is what Resolved<> says in types; the walk below cannot be typed by field.
  const spec = replaceRefs(resource.spec, value) as Wanted<KindName>['spec']
  return { key: resource.key, name: resource.name, spec }
}

export const isResolvable = (refs: readonly Ref[], outputs: Record<Key, Outputs>): boolean =>
  refs.every((ref) => outputs[ref.ref]?.[ref.output] !== undefined)

function replaceRefs(part: unknown, value: (ref: Ref) => string): unknown {
  if (isRef(part)) return value(part)
  if (Array.isArray(part)) return part.map((item) => replaceRefs(item, value))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(Object.entries(part).map(([field, item]) => [field, replaceRefs(item, value)]))
}
