import type { RemoveRequest } from '../../workflows/contract/activities.ts'
import type { Resource } from '../../workflows/contract/resource.ts'
import { kindNamed } from './kinds.ts'
import type { Kinds } from './kinds.ts'
import { notYet } from './not-yet.ts'
import { resolve } from './resolve.ts'
import type { Look } from './shared-look.ts'

/** Removes what carries this key, and ends when it is no longer seen. Nothing there is success, so twice is safe. */
export const removeResource =
  ({ kinds, look }: { kinds: Kinds; look: Look }) =>
  async ({ scope, resource, outputs }: RemoveRequest): Promise<void> => {
    const kind = kindNamed(kinds, resource.kind)
    // What is only looked at stays in sight for as long as its server does: waiting for it would hold up every undo.
    if (kind.lookedUp) return
    const wanted = resolve(asResource(resource), outputs)
    const seen = (await look(kind.name, scope, wanted)).filter((object) => object.key === resource.key)
    for (const object of seen) if (object.state === 'present') await kind.remove(scope, object)
    if (seen.length > 0) throw notYet(`${resource.key} (${seen.map((object) => object.id).join(', ')}) is going away`)
  }

function asResource(resource: RemoveRequest['resource']): Resource {
  // What is no longer in the fleet file has no spec; kinds that are found by tag need none to remove it.
  const spec = (resource.spec ?? {}) as Resource['spec']
  return { stage: 'environment', ...resource, spec }
}
