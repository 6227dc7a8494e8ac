import { condition, executeChild, getExternalWorkflowHandle } from '@temporalio/workflow'
import { bringUpRancher } from '../bring-up-rancher.ts'
import type { Observation, Operation } from '../contract/activities.ts'
import type { Step } from '../contract/board.ts'
import { bringUpRancherId, createClusterId } from '../contract/operations.ts'
import type { RETRY_STEP, SKIP_STEP, StepChoice } from '../contract/operations.ts'
import type { Key, Resource, Stage } from '../contract/resource.ts'
import { AMEND_STAGE } from '../contract/stage.ts'
import type { StageInput, StageParked, StageResult } from '../contract/stage.ts'
import { isMet } from '../converge/plan.ts'
import type { Progress } from '../converge/progress.ts'
import { createCluster } from '../create-cluster.ts'
import { inStage, outerNeeds, pickOutputs } from './stages.ts'

/** The children of one operation: which run, what is parked in them, and what they have made. */
export interface Children {
  running: Set<string>
  parked: Map<string, Step[]>
  results: Map<Stage, StageResult>
  /** Counts amendments, so that a stage amended after its end runs again. */
  amendments: number
}

export const newChildren = (): Children => ({
  running: new Set(),
  parked: new Map(),
  results: new Map(),
  amendments: 0,
})

interface StageRun {
  operation: () => Operation
  stage: Stage
  observation: Observation
  progress: Progress
  children: Children
}

/** Waits until everything the stage needs from outside is there, then runs it as a child; again after an amendment. */
export async function runChildStage(run: StageRun): Promise<void> {
  const { progress, children, stage } = run
  for (;;) {
    await condition(() => outerNeeds(run.operation().resources, stage).every((need) => isMet(progress, need)))
    const amendments = children.amendments
    const result = await startChild(run)
    children.results.set(stage, mergeResults(children.results.get(stage), result))
    Object.assign(progress.outputs, result.outputs)
    progress.version += 1
    if (children.amendments === amendments) return
  }
}

async function startChild({ operation, stage, observation, progress, children }: StageRun): Promise<StageResult> {
  const { scope, onFailure, patienceMs, resources } = operation()
  const workflowId = childId(scope.environment, stage)
  const input: StageInput = {
    scope,
    stage,
    onFailure,
    patienceMs,
    resources: inStage(resources, stage),
    // A second run of a stage looks for itself at each step.
    observation: children.results.has(stage) ? { inSync: {}, differing: [], waiting: [] } : observation,
    outputs: pickOutputs(progress.outputs, outerNeeds(resources, stage)),
  }
  children.running.add(workflowId)
  progress.version += 1
  try {
    return await executeChild(stage === 'rancher' ? bringUpRancher : createCluster, { workflowId, args: [input] })
  } finally {
    children.running.delete(workflowId)
    children.parked.delete(workflowId)
    progress.version += 1
  }
}

export const takeParked = (children: Children, { workflowId, parked }: StageParked): void => {
  children.parked.set(workflowId, parked)
}

export const parkedInChildren = (children: Children): Step[] => [...children.parked.values()].flat()

/** Hands a person's choice to the children that have such a step parked. */
export async function forwardChoice(
  children: Children,
  name: typeof RETRY_STEP | typeof SKIP_STEP,
  choice: StepChoice,
): Promise<Key[]> {
  const moved: Key[] = []
  for (const [workflowId, steps] of children.parked) {
    const keys = steps.map((step) => step.key).filter((key) => choice.step === '*' || key === choice.step)
    if (keys.length === 0) continue
    await getExternalWorkflowHandle(workflowId).signal(name, choice)
    moved.push(...keys)
  }
  return moved
}

export async function forwardAmendment(children: Children, environment: string, resources: Resource[]): Promise<void> {
  children.amendments += 1
  for (const stage of new Set(resources.map((resource) => resource.stage))) {
    const workflowId = childId(environment, stage)
    if (!children.running.has(workflowId)) continue
    await getExternalWorkflowHandle(workflowId).signal(AMEND_STAGE, inStage(resources, stage))
  }
}

function childId(environment: string, stage: Stage): string {
  return stage === 'rancher' ? bringUpRancherId(environment) : createClusterId(environment, stage.slice('cluster/'.length))
}

function mergeResults(first: StageResult | undefined, next: StageResult): StageResult {
  if (!first) return next
  return { ...next, made: [...new Set([...first.made, ...next.made])] }
}
