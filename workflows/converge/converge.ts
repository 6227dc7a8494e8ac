import { ApplicationFailure, CancellationScope, condition, isCancellation } from '@temporalio/workflow'
import type { OnFailure } from '../contract/operations.ts'
import type { Resource } from '../contract/resource.ts'
import type { Act } from './acts.ts'
import { isConverged, parkedSteps, readySteps } from './plan.ts'
import { finished, move, parked, started } from './progress.ts'
import type { Progress } from './progress.ts'
import { reasonOf } from './reason.ts'

/**
 * Walks the graph as wide as it allows until every step is done or skipped, and `mayEnd`: until then an amendment can
 * bring new steps. A step that failed is parked and the rest goes on; with `rollback` or `fail` the walk ends with that
 * failure, once what runs has ended.
 */
export async function converge(
  progress: Progress,
  act: Act,
  onFailure: OnFailure,
  mayEnd: () => boolean = () => true,
): Promise<void> {
  const isOver = () => isConverged(progress) && mayEnd()
  const running = new Set<Promise<void>>()
  const start = (resource: Resource) => {
    started(progress, resource.key, Date.now())
    const step = take(progress, act, resource).finally(() => running.delete(step))
    running.add(step)
  }
  try {
    while (!isOver()) {
      for (const resource of readySteps(progress)) start(resource)
      const version = progress.version
      await condition(() => progress.version !== version || isOver())
      if (onFailure !== 'park') throwParked(progress)
    }
  } finally {
    // Nothing may still be writing when the caller goes on, whether to its end or to undo.
    await CancellationScope.nonCancellable(async () => {
      await Promise.all(running)
    })
  }
}

async function take(progress: Progress, act: Act, resource: Resource): Promise<void> {
  try {
    finished(progress, resource.key, await act(resource, progress.outputs), Date.now())
  } catch (error) {
    if (isCancellation(error)) move(progress, resource.key, { state: 'waiting' })
    else parked(progress, resource.key, reasonOf(error, resource.key), Date.now())
  }
}

function throwParked(progress: Progress): void {
  const [first] = parkedSteps(progress)
  if (!first) return
  const reason = first.reason ?? { code: 'Failed', message: 'no reason was given', wayOut: '' }
  throw ApplicationFailure.nonRetryable(`${first.key}: ${reason.message}; ${reason.wayOut}`, reason.code)
}
