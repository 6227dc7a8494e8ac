import { setTimeout as wait } from 'node:timers/promises'
import type { Seen, Wanted } from '../../../activities/resources/kind.ts'
import type { AnyKind } from '../../../activities/resources/kinds.ts'
import { resolve } from '../../../activities/resources/resolve.ts'
import type { Key, Outputs, Resource, Scope } from '../../../workflows/contract/resource.ts'
import type { KindName } from '../../../workflows/contract/specs.ts'

/** What a suite works on: the kinds against one endpoint, and what is known of the resources made so far. */
export interface Bench {
  readonly kinds: ReadonlyMap<KindName, AnyKind>
  readonly scope: Scope
  readonly outputs: Record<Key, Outputs>
}

export const kindOf = ({ kinds }: Bench, name: KindName): AnyKind => {
  const kind = kinds.get(name)
  if (kind) return kind
  throw new Error(`no kind ${name}`)
}

export const wantedOf = ({ outputs }: Bench, resource: Resource): Wanted<KindName> => resolve(resource, outputs)

/** Look, make or change, and look again until it can be used: the engine's order, without Temporal. */
export async function ensured(bench: Bench, resource: Resource): Promise<Seen<unknown>> {
  const kind = kindOf(bench, resource.kind)
  const wanted = wantedOf(bench, resource)
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await wait(100)) {
    const found = await seenOf(bench, resource)
    const seen = found ?? (await kind.create(bench.scope, wanted))
    const differences = kind.diff(wanted, seen)
    if (differences.some(({ act }) => act === 'replace')) throw new Error(JSON.stringify({ resource, differences }))
    const settled = differences.length > 0 ? await kind.update(bench.scope, wanted, seen, differences) : seen
    if (kind.waitsFor(wanted, settled) !== undefined) continue
    bench.outputs[resource.key] = settled.outputs
    return settled
  }
  throw new Error(`${resource.key} could not be used after 30 s`)
}

export async function seenOf(bench: Bench, { key, kind, ...resource }: Resource): Promise<Seen<unknown> | undefined> {
  const wanted = wantedOf(bench, { key, kind, ...resource })
  const seen = await kindOf(bench, kind).observe(bench.scope, [wanted])
  return seen.find((one) => one.key === key && one.state === 'present')
}

/** Asks for its removal again and again until it is no longer observed. */
export async function removed(bench: Bench, resource: Resource): Promise<void> {
  const kind = kindOf(bench, resource.kind)
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await wait(100)) {
    const seen = (await kind.observe(bench.scope, [])).filter(({ key }) => key === resource.key)
    if (seen.length === 0) return
    for (const one of seen) if (one.state === 'present') await kind.remove(bench.scope, one)
  }
  throw new Error(`${resource.key} was still there after 30 s`)
}
