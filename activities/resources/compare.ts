import type { Difference } from '../../workflows/contract/operations.ts'
import { needsOf, refsIn } from '../../workflows/contract/resource.ts'
import type { Key, Outputs, Resource, Scope } from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'
import type { Seen } from './kind.ts'
import { kindNamed } from './kinds.ts'
import type { AnyKind, Kinds } from './kinds.ts'
import { patientLook } from './patient-look.ts'
import { isResolvable, resolve } from './resolve.ts'

export type Compared = { key: Key } & (
  | { state: 'inSync'; outputs: Outputs }
  | { state: 'differs'; outputs: Outputs; differences: Difference[] }
  | { state: 'waits'; outputs: Outputs; waitsFor: string }
  | { state: 'missing' }
  /** Its service did not answer, or cannot before something else exists. */
  | { state: 'unknown'; why: string }
)

/**
 * Compares every resource with the world by one look per kind. Kinds that are found by tag are all looked at at
 * once; those that are found by name wait until what they need is known, and are not asked for where it is missing.
 */
export async function compareAll(kinds: Kinds, scope: Scope, resources: readonly Resource[]): Promise<Comparison> {
  const looks = new Map<KindName, Promise<LookResult>>()
  const compared = new Map<Key, Promise<Compared>>()
  const byKey = new Map(resources.map((resource) => [resource.key, resource]))
  const outputsOf = async (keys: readonly Key[]) => gatherOutputs(keys, compare)
  const lookAt = (kind: AnyKind) => once(looks, kind.name, () => lookOnce(kind, scope, resources, outputsOf))
  const compare = (key: Key): Promise<Compared> =>
    once(compared, key, async () => {
      const resource = byKey.get(key)
      if (!resource) return { key, state: 'missing' }
      const kind = kindNamed(kinds, resource.kind)
      const [outputs, look] = await Promise.all([outputsOf(needsOf(resource)), lookAt(kind)])
      return compareOne(kind, resource, outputs, look)
    })
  const all = await Promise.all(resources.map((resource) => compare(resource.key)))
  return { compared: all, looks: new Map(await Promise.all([...looks].map(settled))) }
}

export interface Comparison {
  compared: Compared[]
  /** What each kind saw, so that nobody has to look again. */
  looks: ReadonlyMap<KindName, LookResult>
}

const settled = async ([name, look]: [KindName, Promise<LookResult>]): Promise<[KindName, LookResult]> => [
  name,
  await look,
]

export type LookResult = { seen: readonly Seen<unknown>[] } | { why: string }

async function lookOnce(
  kind: AnyKind,
  scope: Scope,
  resources: readonly Resource[],
  outputsOf: (keys: readonly Key[]) => Promise<Record<Key, Outputs>>,
): Promise<LookResult> {
  const ofKind = resources.filter((resource) => resource.kind === kind.name)
  const outputs = kind.foundByName ? await outputsOf(ofKind.flatMap(needsOf)) : {}
  const askable = kind.foundByName ? ofKind.filter((resource) => hasNeeds(resource, outputs)) : ofKind
  if (askable.length === 0) return { seen: [] }
  try {
    return { seen: await patientLook(kind, scope, askable.map((resource) => resolve(resource, outputs))) }
  } catch (error) {
    if (!kind.foundByName) throw error
    // One service that does not answer must not hide what is known of the others; the step that needs it will tell.
    return { why: error instanceof Error ? error.message : String(error) }
  }
}

function compareOne(kind: AnyKind, resource: Resource, outputs: Record<Key, Outputs>, look: LookResult): Compared {
  const { key } = resource
  if ('why' in look) return { key, state: 'unknown', why: look.why }
  const seen = look.seen.find((object) => object.key === key && object.state === 'present')
  if (!seen) return { key, state: 'missing' }
  const wanted = resolve(resource, outputs)
  const differences = kind.diff(wanted, seen)
  if (differences.length > 0) return { key, state: 'differs', outputs: seen.outputs, differences }
  const waitsFor = kind.waitsFor(wanted, seen)
  return waitsFor
    ? { key, state: 'waits', outputs: seen.outputs, waitsFor }
    : { key, state: 'inSync', outputs: seen.outputs }
}

async function gatherOutputs(
  keys: readonly Key[],
  compare: (key: Key) => Promise<Compared>,
): Promise<Record<Key, Outputs>> {
  const known = await Promise.all([...new Set(keys)].map(compare))
  return Object.fromEntries(known.flatMap((one) => ('outputs' in one ? [[one.key, one.outputs]] : [])))
}

const hasNeeds = (resource: Resource, outputs: Record<Key, Outputs>) =>
  isResolvable(refsIn(resource.spec), outputs) && needsOf(resource).every((need) => outputs[need])

function once<Name, Value>(known: Map<Name, Promise<Value>>, name: Name, make: () => Promise<Value>): Promise<Value> {
  const value = known.get(name) ?? make()
  known.set(name, value)
  return value
}
