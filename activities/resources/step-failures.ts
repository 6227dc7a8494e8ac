import { Context } from '@temporalio/activity'
import { ApplicationFailure, CancelledFailure } from '@temporalio/common'
import { refuse } from '../failures.ts'

/**
 * Runs a step so that every failure of it is one of ours and says when to try again. What no adapter has translated is
 * a fault of this program, which would be the same on the next try: it parks the step at once.
 */
export const withStepFailures =
  <Request extends { resource: { key: string } }, Result>(step: (request: Request) => Promise<Result>) =>
  async (request: Request): Promise<Result> => {
    try {
      return await step(request)
    } catch (error) {
      if (error instanceof ApplicationFailure) throw withDelay(error)
      if (error instanceof CancelledFailure) throw error
      const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      const wayOut = 'see the worker\'s log, report it with the lines there, and retry the step once it is mended'
      throw refuse('Defect', `${request.resource.key}: ${said}`, wayOut, error)
    }
  }

/**
 * Backs off by the time that the step has been tried for, not by its number of tries as Temporal would: a step that
 * has looked fifty times whether a machine is up must not wait half a minute because of one refused call. A failure
 * whose next try would come after the end of patience is the last one, and says more than a time-out could.
 */
function withDelay(failure: ApplicationFailure): ApplicationFailure {
  if (failure.nonRetryable) return failure
  const { scheduledTimestampMs, scheduleToCloseTimeoutMs } = Context.current().info
  const waitedMs = Date.now() - scheduledTimestampMs
  const delayMs = typeof failure.nextRetryDelay === 'number' ? failure.nextRetryDelay : backOffMs(waitedMs)
  const isLast = waitedMs + delayMs >= scheduleToCloseTimeoutMs
  return ApplicationFailure.create({
    message: failure.message,
    ...(failure.type ? { type: failure.type } : {}),
    ...(failure.details ? { details: failure.details } : {}),
    ...(failure.cause ? { cause: failure.cause } : {}),
    ...(failure.category ? { category: failure.category } : {}),
    ...(isLast ? { nonRetryable: true } : { nonRetryable: false, nextRetryDelay: delayMs }),
  })
}

/** A tenth of the time so far, at least a second and at most half a minute, spread over ±50 % against storms. */
const backOffMs = (waitedMs: number): number =>
  Math.round(Math.min(Math.max(waitedMs / 10, 1000), 30_000) * (0.5 + Math.random()))
