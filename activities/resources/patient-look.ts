import { ApplicationFailure } from '@temporalio/common'
import type { Scope } from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'
import type { Seen, Wanted } from './kind.ts'
import type { AnyKind } from './kinds.ts'

/** With the pauses between them, enough for a burst of throttling of about fifteen seconds. */
const TRIES = 6

/**
 * Looks at a kind as one of many. When that one call meets a throttled or failing service it alone is asked again:
 * a whole look that began anew for it would ask fifteen times for what is known, of a service that is busy already.
 */
export async function patientLook(kind: AnyKind, scope: Scope, wanted: Wanted<KindName>[]): Promise<Seen<unknown>[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await kind.observe(scope, wanted)
    } catch (error) {
      if (!passes(error) || attempt === TRIES) throw error
      await pause(attempt)
    }
  }
}

const passes = (error: unknown): boolean => error instanceof ApplicationFailure && !error.nonRetryable

/** Doubling from a quarter of a second, spread over ±50 %, so that fifteen looks do not come back together. */
function pause(attempt: number): Promise<void> {
  const delayMs = 250 * 2 ** (attempt - 1) * (0.5 + Math.random())
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}
