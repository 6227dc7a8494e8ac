import type { KindName } from '../../workflows/contract/specs.ts'
import type { Kind } from '../resources/kind.ts'
import { isNotFound, toFailure } from './aws-failure.ts'
import { actionOf } from './call-action.ts'

/** The same kind, whose errors of AWS are failures of ours that name the action and the resource. */
export function toldFailures<K extends KindName, Facts>(kind: Kind<K, Facts>): Kind<K, Facts> {
  return {
    ...kind,
    observe: (scope, wanted) => told(kind.name, () => kind.observe(scope, wanted)),
    create: (scope, wanted) => told(wanted.key, () => kind.create(scope, wanted)),
    update: (scope, wanted, seen, differences) =>
      told(wanted.key, () => kind.update(scope, wanted, seen, differences)),
    remove: (scope, seen) => told(seen.key, () => goneIsFine(() => kind.remove(scope, seen))),
  }
}

async function told<T>(key: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw toFailure(error, { action: actionOf(error), key })
  }
}

/** Somebody was faster. Where a part was gone and the rest is not, the next look finds the rest. */
async function goneIsFine(remove: () => Promise<void>): Promise<void> {
  try {
    await remove()
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}
