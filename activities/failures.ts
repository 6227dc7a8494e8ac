import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common'
import type { FailureType, PersonFailure, RetriedFailure } from '../workflows/contract/failures.ts'

/** A failure that no retry mends: it ends the step, which is then parked. `wayOut` says what to do next. */
export function refuse(type: PersonFailure, message: string, wayOut: string, cause?: unknown): ApplicationFailure {
  return ApplicationFailure.create({ type, message, details: [{ wayOut }], nonRetryable: true, ...causeOf(cause) })
}

/** A failure that the next try may not meet. `nextRetryDelayMs` where the service, or the wait, says when. */
export function retryLater(
  type: RetriedFailure,
  message: string,
  { nextRetryDelayMs, cause }: { nextRetryDelayMs?: number; cause?: unknown } = {},
): ApplicationFailure {
  const delay = nextRetryDelayMs === undefined ? {} : { nextRetryDelay: Math.round(nextRetryDelayMs) }
  // Waiting is no fault: the SDK must not warn of it in the log at each look.
  const category = type === 'NotYet' ? { category: ApplicationFailureCategory.BENIGN } : {}
  return ApplicationFailure.create({ type, message, nonRetryable: false, ...delay, ...category, ...causeOf(cause) })
}

export const isFailure = (error: unknown, type: FailureType): boolean =>
  error instanceof ApplicationFailure && error.type === type

const causeOf = (cause: unknown) => (cause instanceof Error ? { cause } : {})
