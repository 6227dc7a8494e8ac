import { CancellationScope } from '@temporalio/workflow'
import { needsOf } from '../contract/resource.ts'
import type { Key, Resource } from '../contract/resource.ts'
import type { Act } from './acts.ts'
import { move } from './progress.ts'
import type { Progress } from './progress.ts'
import { reasonOf } from './reason.ts'

/**
 * Removes what this run made, what needs others before what they need. Each removal looks first, so a step that
 * never happened is no error; what cannot be undone is left on the board with its reason. Never throws.
 */
export async function undo(progress: Progress, remove: Act): Promise<void> {
  const resources = [...progress.made].flatMap((key) => progress.resources.get(key) ?? [])
  const undone = new Map<Key, Promise<void>>()
  const undoOnce = (resource: Resource): Promise<void> => {
    const known = undone.get(resource.key)
    if (known) return known
    const dependants = resources.filter((other) => needsOf(other).includes(resource.key))
    const act = Promise.all(dependants.map(undoOnce)).then(() => undoOne(progress, remove, resource))
    undone.set(resource.key, act)
    return act
  }
  await CancellationScope.nonCancellable(async () => {
    await Promise.all(resources.map(undoOnce))
  })
}

async function undoOne(progress: Progress, remove: Act, resource: Resource): Promise<void> {
  try {
    await remove(resource, progress.outputs)
    move(progress, resource.key, { state: 'undone', endedAt: Date.now() })
    progress.made.delete(resource.key)
  } catch (error) {
    // Recorded and not thrown: the failure that led here is the one to be reported.
    move(progress, resource.key, { state: 'undoFailed', endedAt: Date.now(), reason: reasonOf(error, resource.key) })
  }
}
