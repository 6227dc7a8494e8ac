import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow'
import type { Reason } from '../contract/board.ts'
import type { Key } from '../contract/resource.ts'

/** What a failed activity says to the person who has to act next. */
export function reasonOf(error: unknown, step: Key): Reason {
  const cause = error instanceof ActivityFailure ? error.cause : error
  if (cause instanceof ApplicationFailure) {
    return { code: cause.type ?? 'Failed', message: cause.message, wayOut: wayOutOf(cause, step) }
  }
  if (cause instanceof TimeoutFailure) {
    return { code: 'NoAnswer', message: `no worker finished "${step}": ${cause.message}`, wayOut: noAnswerWayOut }
  }
  return { code: 'Failed', message: error instanceof Error ? error.message : String(error), wayOut: retryWayOut(step) }
}

function wayOutOf(failure: ApplicationFailure, step: Key): string {
  const detail: unknown = failure.details?.[0]
  const given = typeof detail === 'object' && detail !== null && 'wayOut' in detail ? detail.wayOut : undefined
  if (typeof given === 'string') return given
  // A failure without a way out of its own is one that retries could have mended, and did not in time.
  return `it was retried until patience ran out; see what holds it up, then ${retryWayOut(step)}`
}

const retryWayOut = (step: Key) => `retry the step "${step}"`

const noAnswerWayOut = 'see that a worker runs and polls this queue (trailboss doctor), then retry the step'
