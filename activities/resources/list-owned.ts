import type { Operation } from '../../workflows/contract/activities.ts'
import { needsOf } from '../../workflows/contract/resource.ts'
import type { Key, Resource, Scope } from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'
import type { LookResult } from './compare.ts'
import type { AnyKind, Kinds } from './kinds.ts'
import { patientLook } from './patient-look.ts'
import { resolve } from './resolve.ts'

/**
 * The keys of everything that is ours in this environment, whatever the fleet file says of it now. Kinds found by
 * tag are looked at whole. Of those found by name only the ones that need nothing of the environment count: the
 * others, Rancher's own objects, go with its servers.
 */
export const listOwned =
  ({ kinds }: { kinds: Kinds }) =>
  async (operation: Pick<Operation, 'scope' | 'resources'>): Promise<Key[]> => {
    const looks = await lookAtOthers(kinds, operation, new Map())
    return ownedKeys(kinds, looks)
  }

/** Looks at every kind that `looked` lacks. */
export async function lookAtOthers(
  kinds: Kinds,
  { scope, resources }: Pick<Operation, 'scope' | 'resources'>,
  looked: ReadonlyMap<KindName, LookResult>,
): Promise<ReadonlyMap<KindName, LookResult>> {
  const others = [...kinds.values()].filter((kind) => !looked.has(kind.name) && !kind.lookedUp)
  const looks = others.map(async (kind): Promise<[KindName, LookResult]> => [
    kind.name,
    { seen: await lookAlone(kind, scope, resources) },
  ])
  return new Map([...looked, ...(await Promise.all(looks))])
}

/** Everything seen that is not going away by itself and that a key of the same kind names. Pure. */
export function ownedKeys(kinds: Kinds, looks: ReadonlyMap<KindName, LookResult>): Key[] {
  return [...looks].flatMap(([name, look]) => {
    if ('why' in look || kinds.get(name)?.lookedUp) return []
    const keys = look.seen.map((object) => object.key).filter((key) => key.startsWith(`${name}/`))
    return [...new Set(keys)]
  })
}

async function lookAlone(kind: AnyKind, scope: Scope, resources: readonly Resource[]) {
  if (!kind.foundByName) return patientLook(kind, scope, [])
  const independent = resources.filter(
    (resource) => resource.kind === kind.name && needsOf(resource).every((need) => isOutside(need)),
  )
  if (independent.length === 0) return []
  return patientLook(kind, scope, independent.map((resource) => resolve(resource, {})))
}

/** Zabbix outlives the environment; what needs only Zabbix can be looked at when all else is gone. */
const isOutside = (need: Key) => need.startsWith('zabbix.')
