import type { Observation, ObserveRequest } from '../../workflows/contract/activities.ts'
import type { Key, Outputs } from '../../workflows/contract/resource.ts'
import { compareAll } from './compare.ts'
import type { Kinds } from './kinds.ts'

/** One look at every kind and nothing written: what is right, what differs, what is still on its way. */
export const observeEnvironment =
  ({ kinds }: { kinds: Kinds }) =>
  async ({ scope, resources }: ObserveRequest): Promise<Observation> => {
    const { compared } = await compareAll(kinds, scope, resources)
    const keysOf = (state: 'differs' | 'waits') => compared.filter((one) => one.state === state).map((one) => one.key)
    const inSync: Record<Key, Outputs> = {}
    for (const one of compared) if (one.state === 'inSync') inSync[one.key] = one.outputs
    return { inSync, differing: keysOf('differs'), waiting: keysOf('waits') }
  }
