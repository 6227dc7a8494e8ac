import { ApplicationFailure, CancellationScope, setHandler } from '@temporalio/workflow'
import type { Operation } from './contract/activities.ts'
import type { DecommissionResult, EnvironmentInput, StepChoice } from './contract/operations.ts'
import { lookActivities, readOperation, remove } from './converge/acts.ts'
import { showBoard } from './converge/board.ts'
import { converge } from './converge/converge.ts'
import { followWhile } from './converge/follow.ts'
import { checkChoice, retryParked, retryStep } from './converge/interventions.ts'
import { parkedSteps } from './converge/plan.ts'
import { newProgress, NOTHING_SEEN } from './converge/progress.ts'
import type { Progress } from './converge/progress.ts'
import { removalGraph } from './decommission/removal-graph.ts'
import { markOperation } from './mark-operation.ts'
import { withLease } from './with-lease.ts'

/**
 * Removes everything that carries this environment's tags and nothing else, whatever the fleet file says of it now,
 * then looks once more: it ends well only when nothing is left. Twice is safe.
 */
export async function decommissionEnvironment(input: EnvironmentInput): Promise<DecommissionResult> {
  let progress = newProgress([], NOTHING_SEEN, {})
  let phase = 'listing what is ours'
  const board = showBoard({
    operation: 'decommissionEnvironment',
    environment: input?.environment,
    phase: () => phase,
    progress: () => progress,
  })
  const operation = await readOperation(input)
  markOperation('decommissionEnvironment', operation)
  return withLease({
    environment: operation.scope.environment,
    operation: 'decommissionEnvironment',
    run: async () => {
      const owned = await lookActivities(operation.scope, 'list what is ours').listOwned(operation)
      progress = newProgress(removalGraph(owned, operation.resources), NOTHING_SEEN, {})
      phase = 'removing'
      await removeAll(operation, progress, board.refresh)
      phase = 'looking for what is left'
      await proveNothingLeft(operation)
      phase = 'done'
      return { environment: operation.scope.environment, removed: owned, left: [] }
    },
    onDone: ({ removed }) => ({ summary: `${removed.length} removed, nothing left` }),
  })
}

async function removeAll(operation: Operation, progress: Progress, refresh: () => void): Promise<void> {
  acceptRetries(progress)
  const walk = () => converge(progress, remove(operation), operation.onFailure)
  await followWhile(() => progress, refresh, () => new CancellationScope().run(walk))
}

async function proveNothingLeft(operation: Operation): Promise<void> {
  const { environment } = operation.scope
  const left = await lookActivities(operation.scope, 'prove that nothing is left').listOwned(operation)
  if (left.length === 0) return
  const message = `${environment} still has ${left.join(', ')}; something makes them anew: find it, then decommission again`
  throw ApplicationFailure.nonRetryable(message, 'SomethingLeft')
}

function acceptRetries(progress: Progress): void {
  setHandler(retryStep, (choice) => retryParked(progress, choice), {
    validator: (choice: StepChoice) => checkChoice(parkedSteps(progress), choice),
  })
}
