import type { Operation } from '../../workflows/contract/activities.ts'
import type { PlanResult } from '../../workflows/contract/operations.ts'
import { compareAll } from './compare.ts'
import type { Compared } from './compare.ts'
import type { Kinds } from './kinds.ts'
import { lookAtOthers, ownedKeys } from './list-owned.ts'

/** What provisioning would do now. Writes nothing. */
export const planEnvironment =
  ({ kinds }: { kinds: Kinds }) =>
  async (operation: Operation): Promise<PlanResult> => {
    const { scope, resources } = operation
    const { compared, looks } = await compareAll(kinds, scope, resources)
    const owned = ownedKeys(kinds, await lookAtOthers(kinds, operation, looks))
    const wanted = new Set(resources.map((resource) => resource.key))
    const inState = (state: Compared['state']) => compared.filter((one) => one.state === state).map((one) => one.key)
    return {
      environment: scope.environment,
      make: inState('missing'),
      change: compared.flatMap((one) => (one.state === 'differs' ? [{ key: one.key, differences: one.differences }] : [])),
      remove: owned.filter((key) => !wanted.has(key)),
      unowned: [],
      unknown: compared.flatMap((one) => (one.state === 'unknown' ? [{ key: one.key, why: one.why }] : [])),
      unchanged: [...inState('inSync'), ...inState('waits')],
    }
  }
