import type { KindName, KindSpecs } from './specs.ts'

/** `<kind>/<name>`, unique in an environment; the value of the tag `trailboss:resource`. */
export type Key = `${KindName}/${string}`

/** What is known of a resource only once it exists: ids, addresses, names given by a vendor. Never a secret. */
export type Outputs = Record<string, string>

/** A value that another resource has once it exists. Resolved inside the activity that needs it. */
export interface Ref {
  readonly ref: Key
  readonly output: string
}

/** Where a secret lies: `env:NAME`, `file:PATH`, or `kept:NAME` (made and kept by Trailboss). Only activities read it. */
export interface SecretRef {
  readonly secret: string
}

/** The workflow that walks a resource: the operation itself or one of its children. */
export type Stage = 'environment' | 'rancher' | `cluster/${string}`

export interface Resource<K extends KindName = KindName> {
  readonly key: Key
  readonly kind: K
  readonly name: string
  readonly stage: Stage
  readonly spec: KindSpecs[K]
  /** What must exist first, besides what the references in `spec` name. */
  readonly after?: readonly Key[]
}

/** A spec whose references have become plain values; secrets stay references. */
export type Resolved<T> = T extends Ref
  ? string
  : T extends SecretRef
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Resolved<Item>[]
      : T extends object
        ? { readonly [Field in keyof T]: Resolved<T[Field]> }
        : T

/** What an operation works in. Everything that Trailboss owns there carries fleet, environment and key. */
export interface Scope {
  readonly fleet: string
  readonly environment: string
  readonly cloud: CloudScope
}

/** `account` is a name of the user's choice that keeps the rate limits of two accounts apart. */
export interface CloudScope {
  readonly provider: 'aws'
  readonly region: string
  readonly account: string
}

export const TAG_FLEET = 'trailboss:fleet'
export const TAG_ENVIRONMENT = 'trailboss:environment'
export const TAG_RESOURCE = 'trailboss:resource'
/** A keyed hash of what cannot be read back (user-data with its secrets resolved). */
export const TAG_USER_DATA = 'trailboss:user-data'

export const keyOf = (kind: KindName, name: string): Key => `${kind}/${name}`

export const isRef = (value: unknown): value is Ref =>
  typeof value === 'object' && value !== null && 'ref' in value && 'output' in value

/** Every key that `resource` needs before it can be made: its references and its `after`, each once. */
export function needsOf(resource: Resource): Key[] {
  return [...new Set([...refsIn(resource.spec).map((ref) => ref.ref), ...(resource.after ?? [])])]
}

export function refsIn(value: unknown): Ref[] {
  if (isRef(value)) return [value]
  if (Array.isArray(value)) return value.flatMap(refsIn)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(refsIn)
  return []
}
