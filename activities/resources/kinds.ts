import type { KindName } from '../../workflows/contract/specs.ts'
import type { Kind } from './kind.ts'

/**
 * Every kind by its name. Facts are opaque here: what a kind saw is only ever handed back to the same kind.
 * Methods are bivariant in their parameters, so a kind of one name may stand for a kind of any name.
 */
export type AnyKind = Kind<KindName, unknown>
export type Kinds = ReadonlyMap<KindName, AnyKind>

export function kindsByName(kinds: readonly AnyKind[]): Kinds {
  return new Map(kinds.map((kind) => [kind.name, kind]))
}

export function kindNamed(kinds: Kinds, name: KindName): AnyKind {
  const kind = kinds.get(name)
  if (!kind) throw new Error(`no module makes "${name}"; known kinds: ${[...kinds.keys()].join(', ')}`)
  return kind
}
