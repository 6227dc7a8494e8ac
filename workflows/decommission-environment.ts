import { ApplicationFailure, CancellationScope, setHandler } from '@temporalio/workflow'
import type { Operation } from './contract/activities.ts'
import type { DecommissionResult, EnvironmentInput, StepChoice } from './contract/operations.ts'
import { lookActivities, readOperation, remove } from './converge/acts.ts'
import { showBoard } from './converge/board.ts'
import { converge } from './converge/converge.ts'
import { followWhile } from './converge/follow.ts'
import { checkChoice, retryParked, retryStep } from './converge/interventions.ts'
import { parkedSteps } from './converge/plan.ts'
import { newProgress } from './converge/progress.ts'
import type { Progress } from './converge/progress.ts'
import { removalGraph } from './decommission/removal-graph.ts'
import { markOperation } from './mark-operation.ts'
import { withLease } from './with-lease.ts'

/**
 * Removes everything that carries this environment's tags and nothing else, whatever the fleet file says of it now,
 * then looks once more: it ends well only when nothing is left. Twice is safe.
 */
export async function decommissionEnvironment(input: EnvironmentInput): Promise<DecommissionResult> {
  const operation = await readOperation(input)
  markOperation('decommissionEnvironment', operation)
  return withLease({
    environment: operation.scope.environment,
    operation: 'decommissionEnvironment',
    run: () => decommission(operation),
    onDone: ({ removed }) => ({ summary: `${removed.length} removed, nothing left` }),
  })
}

async function decommission(operation: Operation): Promise<DecommissionResult> {
  const { environment } = operation.scope
  const owned = await lookActivities(operation.scope, 'list what is ours').listOwned(operation)
  const progress = newProgress(removalGraph(owned, operation.resources), { inSync: {}, differing: [], waiting: [] }, {})
  const board = showBoard({
    operation: 'decommissionEnvironment',
    environment,
    phase: () => 'removing',
    progress: () => progress,
  })
  acceptRetries(progress)
  await followWhile(
    () => progress,
    board.refresh,
    () => new CancellationScope().run(() => converge(progress, remove(operation), operation.onFailure)),
  )
  const left = await lookActivities(operation.scope, 'prove that nothing is left').listOwned(operation)
  if (left.length > 0) {
    const message = `${environment} still has ${left.join(', ')}; something makes them anew: find it, then decommission again`
    throw ApplicationFailure.nonRetryable(message, 'SomethingLeft')
  }
  return { environment, removed: owned, left }
}

function acceptRetries(progress: Progress): void {
  setHandler(retryStep, (choice) => retryParked(progress, choice), {
    validator: (choice: StepChoice) => checkChoice(parkedSteps(progress), choice),
  })
}
