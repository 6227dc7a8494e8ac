import { condition, isCancellation } from '@temporalio/workflow'
import type { Observation } from '../contract/activities.ts'
import { needsOf } from '../contract/resource.ts'
import { lookActivities } from '../converge/acts.ts'
import { parkedSteps } from '../converge/plan.ts'
import { NOTHING_SEEN, parked } from '../converge/progress.ts'
import { reasonOf } from '../converge/reason.ts'
import { takeObservation } from './run.ts'
import type { Run } from './run.ts'

/**
 * Looks at everything before anything is written. Where a person must act first (credentials, a permission), the steps
 * that would begin are parked with the reason they would meet; a retry or an amendment looks again.
 */
export async function lookOrPark(run: Run): Promise<Observation> {
  for (;;) {
    const { scope, resources, onFailure } = run.operation
    try {
      const observation = await lookActivities(scope, 'look at what is there').observeEnvironment({ scope, resources })
      takeObservation(run, observation)
      return observation
    } catch (error) {
      if (isCancellation(error) || onFailure !== 'park') throw error
      parkFirstSteps(run, error)
      await condition(() => parkedSteps(run.progress).length === 0)
    }
  }
}

function parkFirstSteps(run: Run, error: unknown): void {
  takeObservation(run, NOTHING_SEEN)
  for (const resource of run.progress.resources.values()) {
    if (needsOf(resource).length > 0) continue
    parked(run.progress, resource.key, reasonOf(error, resource.key), Date.now())
  }
}
