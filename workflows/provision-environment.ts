import { ApplicationFailure, CancellationScope, CancelledFailure, isCancellation } from '@temporalio/workflow'
import type { Observation } from './contract/activities.ts'
import type { EnvironmentInput, ProvisionResult } from './contract/operations.ts'
import { ensure, readOperation } from './converge/acts.ts'
import { showBoard } from './converge/board.ts'
import { converge } from './converge/converge.ts'
import { followWhile } from './converge/follow.ts'
import { notUndone } from './converge/plan.ts'
import { newProgress, NOTHING_SEEN } from './converge/progress.ts'
import { markOperation } from './mark-operation.ts'
import { leaveChildren, parkedInChildren } from './provision/child-messages.ts'
import { walkChildStages } from './provision/children.ts'
import { acceptInterventions } from './provision/interventions.ts'
import { lookOrPark } from './provision/look.ts'
import { newRun, provisionResult } from './provision/run.ts'
import type { Run } from './provision/run.ts'
import type { Stage } from './contract/resource.ts'
import { undoRun } from './provision/undo-run.ts'
import { withLease } from './with-lease.ts'

/**
 * Makes an environment of a fleet file true: network, machines, Rancher, clusters, monitoring. What is there and
 * right is left alone, so twice is safe. A failed step is parked for a person unless the input says otherwise;
 * `abort` and a cancellation undo what this run made.
 */
export async function provisionEnvironment(input: EnvironmentInput): Promise<ProvisionResult> {
  const begun: { run?: Run } = {}
  // Before anything else, so that whoever asks in the first second is answered.
  const board = showBoard({
    operation: 'provisionEnvironment',
    environment: input?.environment,
    phase: () => begun.run?.phase ?? 'reading the fleet file',
    progress: () => begun.run?.progress ?? nothingYet,
    children: () => childrenOf(begun.run),
  })
  const operation = await readOperation(input)
  markOperation('provisionEnvironment', operation)
  const run = newRun(input, operation)
  begun.run = run
  return withLease({
    environment: operation.scope.environment,
    operation: 'provisionEnvironment',
    run: () => provision(run, board.refresh),
    onDone: ({ made, changed, unchanged }) => ({
      summary: `${made.length} made, ${changed.length} changed, ${unchanged.length} unchanged`,
      inForce: run.input.fleet,
    }),
  })
}

const childrenOf = (run: Run | undefined) =>
  run ? { ids: [...run.children.running], parked: parkedInChildren(run.children) } : { ids: [], parked: [] }

const nothingYet = newProgress([], NOTHING_SEEN, {})

async function provision(run: Run, refresh: () => void): Promise<ProvisionResult> {
  const scope = new CancellationScope()
  acceptInterventions(run, scope)
  return followWhile(() => run.progress, refresh, () => work(run, scope))
}

async function work(run: Run, scope: CancellationScope): Promise<ProvisionResult> {
  try {
    await scope.run(async () => {
      const observation = await lookOrPark(run)
      run.phase = 'converging'
      await walkStages(run, observation, scope)
    })
    // What ended in the moment of the abort is undone like the rest, as the abort has promised.
    if (run.aborted) throw new CancelledFailure('aborted')
    run.ended = true
    run.phase = 'done'
    return provisionResult(run)
  } catch (error) {
    run.ended = true
    if (isCancellation(error) || run.operation.onFailure === 'rollback') await undoRun(run)
    run.phase = isCancellation(error) ? 'aborted' : 'failed'
    throw run.aborted ? aborted(run) : error
  }
}

/** The first failure ends the others too, and is reported only once nothing is being written any more. */
async function walkStages(run: Run, observation: Observation, scope: CancellationScope): Promise<void> {
  const { progress, children } = run
  const walks = new Map<Stage, Promise<void>>()
  let childrenEnded = false
  const own = converge(progress, ensure(run.operation), run.operation.onFailure, () => childrenEnded)
  const stages = walkChildStages({ operation: () => run.operation, observation, progress, children }, walks).then(() => {
    childrenEnded = true
  })
  try {
    await Promise.all([own, stages])
  } catch (error) {
    // Where failing leaves what there is, that holds for the stages too.
    if (run.operation.onFailure === 'fail' && !isCancellation(error)) await leaveChildren(children)
    scope.cancel()
    await CancellationScope.nonCancellable(() => Promise.allSettled([own, stages, ...walks.values()]))
    throw error
  }
}

function aborted(run: Run): ApplicationFailure {
  const left = [...run.children.left, ...notUndone(run.progress).map((step) => step.key)]
  const rest = left.length === 0 ? 'everything it made is removed' : `could not be removed: ${left.join(', ')}`
  return ApplicationFailure.nonRetryable(`${run.operation.scope.environment} was aborted; ${rest}`, 'Aborted')
}
