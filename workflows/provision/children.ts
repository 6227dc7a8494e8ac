import { CancellationScope, condition, log, startChild } from '@temporalio/workflow'
import type { ChildWorkflowHandle } from '@temporalio/workflow'
import { bringUpRancher } from '../bring-up-rancher.ts'
import type { Observation, Operation } from '../contract/activities.ts'
import type { Step } from '../contract/board.ts'
import { bringUpRancherId, createClusterId } from '../contract/operations.ts'
import type { Key, Stage } from '../contract/resource.ts'
import type { StageInput, StageResult } from '../contract/stage.ts'
import { isConverged, isMet } from '../converge/plan.ts'
import type { Progress } from '../converge/progress.ts'
import { amendStage } from '../converge/run-stage.ts'
import { createCluster } from '../create-cluster.ts'
import { parkedOf } from './child-messages.ts'
import { childStages, inStage, outerNeeds, pickOutputs } from './stages.ts'

/** The children of one operation: which run, what is parked in them, and what they have made. */
export interface Children {
  running: Set<string>
  /** Also what they could not undo, until they end. */
  parked: Map<string, Step[]>
  results: Map<Stage, StageResult>
  /** What they, or the undo of their stages, could not remove. */
  left: Key[]
  /** Counts amendments, so that a stage amended after its end runs again. */
  amendments: number
}

export const newChildren = (): Children => ({
  running: new Set(),
  parked: new Map(),
  results: new Map(),
  left: [],
  amendments: 0,
})

interface StagesRun {
  operation: () => Operation
  observation: Observation
  progress: Progress
  children: Children
}

type StageRun = StagesRun & { stage: Stage }

/**
 * Runs each child stage, after an amendment also those that are new or had ended, until all have ended and the
 * operation's own steps are done. `walks` holds those that run, and the one that failed.
 */
export async function walkChildStages(run: StagesRun, walks: Map<Stage, Promise<void>>): Promise<void> {
  const { children, progress } = run
  for (;;) {
    const { amendments } = children
    const isAmended = () => children.amendments !== amendments
    for (const stage of childStages(run.operation().resources)) {
      if (!walks.has(stage)) walks.set(stage, runChildStage({ ...run, stage }).then(() => void walks.delete(stage)))
    }
    await Promise.race([Promise.all(walks.values()), condition(isAmended)])
    await condition(() => isAmended() || isConverged(progress))
    if (!isAmended()) return
  }
}

/** Waits until everything the stage needs from outside is there, then runs it as a child; again after an amendment. */
async function runChildStage(run: StageRun): Promise<void> {
  const { progress, children, stage } = run
  for (;;) {
    await condition(() => hasOuterNeeds(run))
    if (inStage(run.operation().resources, stage).length === 0) return
    const { amendments } = children
    const result = await runOnce(run)
    children.results.set(stage, mergeResults(children.results.get(stage), result))
    Object.assign(progress.outputs, result.outputs)
    progress.version += 1
    if (children.amendments === amendments) return
  }
}

const hasOuterNeeds = ({ operation, stage, progress }: StageRun): boolean =>
  outerNeeds(operation().resources, stage).every((need) => isMet(progress, need))

async function runOnce(run: StageRun): Promise<StageResult> {
  const { operation, stage, observation, progress, children } = run
  const { scope, onFailure, patienceMs, resources } = operation()
  const workflowId = childId(scope.environment, stage)
  const { amendments } = children
  const input: StageInput = {
    scope,
    stage,
    onFailure,
    patienceMs,
    resources: inStage(resources, stage),
    observation: observationAfter(children.results.get(stage)) ?? observation,
    outputs: pickOutputs(progress.outputs, outerNeeds(resources, stage)),
  }
  children.running.add(workflowId)
  progress.version += 1
  try {
    const child = await startChild(stage === 'rancher' ? bringUpRancher : createCluster, { workflowId, args: [input] })
    return await resultWhileAmending(run, child, amendments)
  } finally {
    children.running.delete(workflowId)
    children.left.push(...parkedOf(children, workflowId, 'undoFailed').map((step) => step.key))
    children.parked.delete(workflowId)
    progress.version += 1
  }
}

/** A second run looks for itself at each step; what the first one knew of is no longer this run's to call its own. */
function observationAfter(first: StageResult | undefined): Observation | undefined {
  return first && { inSync: {}, differing: [], waiting: [...first.made, ...first.changed, ...first.unchanged] }
}

/** Hands each amendment on to the child as soon as what the stage now needs from outside is there. */
async function resultWhileAmending(
  run: StageRun,
  child: ChildWorkflowHandle<typeof createCluster>,
  amendments: number,
): Promise<StageResult> {
  let ended = false
  const telling = CancellationScope.nonCancellable(async () => {
    for (let told = amendments; !ended; ) {
      await condition(() => ended || (run.children.amendments !== told && hasOuterNeeds(run)))
      told = run.children.amendments
      if (!ended) await tellAmendment(run, child)
    }
  })
  try {
    return await child.result()
  } finally {
    ended = true
    await telling
  }
}

async function tellAmendment({ operation, stage, progress }: StageRun, child: ChildWorkflowHandle<typeof createCluster>) {
  const { resources } = operation()
  const outputs = pickOutputs(progress.outputs, outerNeeds(resources, stage))
  try {
    await child.signal(amendStage, { resources: inStage(resources, stage), outputs })
  } catch (error) {
    // It ended at that moment; an amended stage runs again after its end.
    log.info(`the stage ${stage} ended before it heard of the amendment`, { error })
  }
}

function childId(environment: string, stage: Stage): string {
  return stage === 'rancher' ? bringUpRancherId(environment) : createClusterId(environment, stage.slice('cluster/'.length))
}

function mergeResults(first: StageResult | undefined, next: StageResult): StageResult {
  if (!first) return next
  const made = [...new Set([...first.made, ...next.made])]
  const changed = [...new Set([...first.changed, ...next.changed])].filter((key) => !made.includes(key))
  const unchanged = next.unchanged.filter((key) => !made.includes(key) && !changed.includes(key))
  return { ...next, outputs: { ...first.outputs, ...next.outputs }, made, changed, unchanged }
}
