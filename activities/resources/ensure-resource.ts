import type { EnsureRequest, Ensured } from '../../workflows/contract/activities.ts'
import type { Difference } from '../../workflows/contract/operations.ts'
import type { Scope } from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'
import { refuse } from '../failures.ts'
import type { Seen, Wanted } from './kind.ts'
import { kindNamed } from './kinds.ts'
import type { AnyKind, Kinds } from './kinds.ts'
import { notYet } from './not-yet.ts'
import { resolve } from './resolve.ts'
import type { Look } from './shared-look.ts'

/** Looks, compares, then creates or changes until the resource is as wanted and can be used. Twice is safe. */
export const ensureResource =
  ({ kinds, look }: { kinds: Kinds; look: Look }) =>
  async ({ scope, resource, outputs }: EnsureRequest): Promise<Ensured> => {
    const kind = kindNamed(kinds, resource.kind)
    const wanted = resolve(resource, outputs)
    const found = await theOne(kind, scope, await look(kind.name, scope, wanted), wanted)
    const seen = found ?? (await kind.create(scope, wanted))
    const settled = await change(kind, scope, wanted, seen)
    const waiting = kind.waitsFor(wanted, settled)
    if (waiting) throw notYet(waiting)
    return { outputs: settled.outputs }
  }

/**
 * The object with this key. Of several, which a lost answer can leave where a service ignores client tokens,
 * the oldest stays and the others are removed.
 */
async function theOne(
  kind: AnyKind,
  scope: Scope,
  looked: readonly Seen<unknown>[],
  wanted: Wanted<KindName>,
): Promise<Seen<unknown> | undefined> {
  const ours = looked
    .filter((seen) => seen.key === wanted.key && seen.state === 'present')
    .sort((one, other) => one.createdAt - other.createdAt || one.id.localeCompare(other.id))
  const [oldest, ...surplus] = ours
  for (const seen of surplus) {
    // A shared look that was asked twice for one key, by a try that timed out and by the next, may show one object twice.
    if (seen.id !== oldest?.id) await kind.remove(scope, seen)
  }
  return oldest
}

async function change(
  kind: AnyKind,
  scope: Scope,
  wanted: Wanted<KindName>,
  seen: Seen<unknown>,
): Promise<Seen<unknown>> {
  const differences = kind.diff(wanted, seen)
  const fixed = differences.filter((difference) => difference.act === 'replace')
  if (fixed.length > 0) throw needsReplacement(wanted, seen, fixed)
  return differences.length > 0 ? kind.update(scope, wanted, seen, differences) : seen
}

function needsReplacement(wanted: Wanted<KindName>, seen: Seen<unknown>, fixed: readonly Difference[]): Error {
  const fields = fixed.map(({ field, wanted: is, seen: was }) => `${field} is ${was}, wanted ${is}`).join('; ')
  return refuse(
    'NeedsReplacement',
    `${wanted.key} (${seen.id}) differs in what cannot be changed in place: ${fields}`,
    `amend the fleet file to what is there, or remove ${seen.id} when nothing needs it and retry the step`,
  )
}
