import { Context } from '@temporalio/activity'
import type { ApplicationFailure } from '@temporalio/common'
import { retryLater } from '../failures.ts'

/** "It only takes time": the next look comes after a twentieth of the time already waited. */
export function notYet(waiting: string): ApplicationFailure {
  return retryLater('NotYet', waiting, { nextRetryDelayMs: nextLookMs(waitedMs()) })
}

/**
 * A wait so costs at most 5 % more than the thing waited for, and a look that is shared by all that wait costs few
 * calls: about 50 in ten minutes. Pure.
 */
function nextLookMs(waited: number): number {
  return Math.min(Math.max(waited / 20, SHORTEST_MS), LONGEST_MS)
}

const SHORTEST_MS = 200
const LONGEST_MS = 15_000

const waitedMs = () => Date.now() - Context.current().info.scheduledTimestampMs
