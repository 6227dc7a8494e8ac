import type { Observation, ObserveRequest } from '../../workflows/contract/activities.ts'
import type { Key, Outputs } from '../../workflows/contract/resource.ts'
import { compareAll } from './compare.ts'
import type { Compared } from './compare.ts'
import type { Kinds } from './kinds.ts'

/**
 * One look at every kind and nothing written: what is right, what differs, what is still on its way. What a service
 * did not tell of counts as there: an undo must never remove what may have been there before the run.
 */
export const observeEnvironment =
  ({ kinds }: { kinds: Kinds }) =>
  async ({ scope, resources }: ObserveRequest): Promise<Observation> => {
    const { compared } = await compareAll(kinds, scope, resources)
    const keysOf = (...states: Compared['state'][]) =>
      compared.filter((one) => states.includes(one.state)).map((one) => one.key)
    const inSync: Record<Key, Outputs> = {}
    for (const one of compared) if (one.state === 'inSync') inSync[one.key] = one.outputs
    return { inSync, differing: keysOf('differs'), waiting: keysOf('waits', 'unknown') }
  }
