import {
  isGrpcServiceError,
  ServiceError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import type { FailureType } from '../workflows/contract/failures.ts'
import { EXIT, Stop, type ExitCode } from './stop.ts'

const EXIT_BY_TYPE: Partial<Record<FailureType, ExitCode>> = {
  InvalidInput: EXIT.wrongInput,
  ServiceUnavailable: EXIT.unreachable,
}

/** What a failure of Temporal's or of an operation means to the caller, in one line. */
export function explain(error: unknown): unknown {
  if (error instanceof WorkflowFailedError || error instanceof WorkflowUpdateFailedError) return fromCause(error)
  if (error instanceof WorkflowNotFoundError) {
    return new Stop(EXIT.failed, `no such operation runs any more (${error.workflowId}); "trailboss status ENV" shows the last one`)
  }
  if (error instanceof ServiceError || isGrpcServiceError(error)) {
    return new Stop(EXIT.unreachable, `Temporal does not answer: ${deepest(error).message}; "trailboss doctor" looks for the reason`)
  }
  return error
}

function fromCause(error: Error): Stop {
  const cause = deepest(error)
  if (!(cause instanceof ApplicationFailure)) return new Stop(EXIT.failed, cause.message)
  // A type that is not in the list is simply not found in it.
  const exitCode = EXIT_BY_TYPE[cause.type as FailureType] ?? EXIT.failed
  const wayOut = wayOutOf(cause.details?.[0])
  return new Stop(exitCode, [cause.message, ...(wayOut ? [`→ ${wayOut}`] : [])].join('\n  '))
}

const wayOutOf = (detail: unknown): string | undefined =>
  typeof detail === 'object' && detail !== null && 'wayOut' in detail && typeof detail.wayOut === 'string'
    ? detail.wayOut
    : undefined

const deepest = (error: Error): Error => (error.cause instanceof Error ? deepest(error.cause) : error)
