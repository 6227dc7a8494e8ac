import type { Difference } from '../../workflows/contract/operations.ts'
import type { Key, Outputs, Resolved, Scope } from '../../workflows/contract/resource.ts'
import type { KindName, KindSpecs } from '../../workflows/contract/specs.ts'

/**
 * One kind of resource: the port that every adapter module fills. The order of an act (look, compare, write, look
 * at the rest) lives once, in `ensure-resource.ts`; a kind says only what its own thing is.
 *
 * `Facts` is what the kind reads back and compares; it never leaves the module.
 */
export interface Kind<K extends KindName, Facts> {
  readonly name: K
  /**
   * Set where there is nothing of its own to remove: it only looks (an image, a gate), or it is a setting that goes
   * with the server it is set on. Decommission passes it by.
   */
  readonly lookedUp?: true
  /** Set where objects are found by the names and addresses in `wanted`, and so cannot be looked for without. */
  readonly foundByName?: true
  /**
   * Every object of this kind that carries the tags of `scope`, by paged, filtered calls whose number does not
   * grow with the number of resources. `wanted` serves kinds that are found by name (Rancher, Zabbix). Writes nothing.
   */
  observe(scope: Scope, wanted: readonly Wanted<K>[]): Promise<Seen<Facts>[]>
  /** Pure. Empty when `seen` is as wanted. */
  diff(wanted: Wanted<K>, seen: Seen<Facts>): Difference[]
  /**
   * The one call that brings it into being, with its tags in the same call. What needs further calls is left to
   * `update`, so that a crash between them is only a difference that the next try sees.
   */
  create(scope: Scope, wanted: Wanted<K>): Promise<Seen<Facts>>
  /** Brings the `update` differences to nothing. Twice is safe. */
  update(scope: Scope, wanted: Wanted<K>, seen: Seen<Facts>, differences: readonly Difference[]): Promise<Seen<Facts>>
  /** Asks for its removal. Called again until it is no longer observed; an object that is gone already is success. */
  remove(scope: Scope, seen: Seen<Facts>): Promise<void>
  /** What it is still waiting for, in words ("instance i-1 is pending"); undefined when it can be used. */
  waitsFor(wanted: Wanted<K>, seen: Seen<Facts>): string | undefined
}

/** A resource whose references are resolved. */
export interface Wanted<K extends KindName> {
  readonly key: Key
  readonly name: string
  readonly spec: Resolved<KindSpecs[K]>
}

/** An object as its service reports it. */
export interface Seen<Facts> {
  readonly key: Key
  /** The service's own id. */
  readonly id: string
  readonly outputs: Outputs
  /** `removing`: going away by itself; counts as gone for `create`, as there for `remove`. */
  readonly state: 'present' | 'removing'
  /** Epoch milliseconds; of two objects with one key the older stays. 0 where the service does not say. */
  readonly createdAt: number
  readonly facts: Facts
}
