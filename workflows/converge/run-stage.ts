import { defineSignal, getExternalWorkflowHandle, isCancellation, setHandler, workflowInfo } from '@temporalio/workflow'
import type { Step } from '../contract/board.ts'
import { RETRY_STEP, SKIP_STEP } from '../contract/operations.ts'
import type { StepChoice } from '../contract/operations.ts'
import type { Key, Outputs } from '../contract/resource.ts'
import { AMEND_STAGE, LEAVE_STAGE, STAGE_PARKED } from '../contract/stage.ts'
import type { StageAmendment, StageInput, StageParked, StageResult } from '../contract/stage.ts'
import { ensure, remove } from './acts.ts'
import { showBoard } from './board.ts'
import { converge } from './converge.ts'
import { followWhile } from './follow.ts'
import { retryParked, skipParked } from './interventions.ts'
import { notUndone, parkedSteps } from './plan.ts'
import { amendProgress, newProgress, takeOutputs } from './progress.ts'
import type { Progress } from './progress.ts'
import { resultOf } from './result.ts'
import { undo } from './undo.ts'

export const stageParked = defineSignal<[StageParked]>(STAGE_PARKED)
const retryInStage = defineSignal<[StepChoice]>(RETRY_STEP)
const skipInStage = defineSignal<[StepChoice]>(SKIP_STEP)
export const amendStage = defineSignal<[StageAmendment]>(AMEND_STAGE)
export const leaveStage = defineSignal(LEAVE_STAGE)

/** Makes one stage true as a child of its operation. When it is cancelled, or rolls back, it undoes what it made, unless told to leave it. */
export async function runStage(input: StageInput): Promise<StageResult> {
  const progress = newProgress(input.resources, input.observation, input.outputs)
  const stage = { phase: 'converging', leave: false }
  setHandler(retryInStage, (choice) => void retryParked(progress, choice))
  setHandler(skipInStage, (choice) => void skipParked(progress, choice))
  setHandler(amendStage, ({ resources, outputs }) => {
    amendProgress(progress, resources)
    for (const need of keysIn(outputs)) takeOutputs(progress, need, outputs[need] ?? {})
  })
  setHandler(leaveStage, () => {
    stage.leave = true
  })
  const board = showBoard({
    operation: input.stage,
    environment: input.scope.environment,
    phase: () => stage.phase,
    progress: () => progress,
  })
  const tell = tellParent(progress)
  const onChange = async () => {
    board.refresh()
    await tell()
  }
  return followWhile(() => progress, onChange, () => convergeOrUndo(input, progress, stage))
}

// The record is made with keys alone.
const keysIn = (outputs: Record<Key, Outputs>) => Object.keys(outputs) as Key[]

async function convergeOrUndo(
  input: StageInput,
  progress: Progress,
  stage: { phase: string; leave: boolean },
): Promise<StageResult> {
  try {
    await converge(progress, ensure(input), input.onFailure)
    stage.phase = 'done'
    return resultOf(progress)
  } catch (error) {
    if ((isCancellation(error) && !stage.leave) || input.onFailure === 'rollback') {
      stage.phase = 'undoing'
      await undo(progress, remove(input))
    }
    throw error
  }
}

/** Tells the parent whenever the set of steps that need a person changes: its user sees them there and answers there. */
function tellParent(progress: Progress): () => Promise<void> {
  const { parent, workflowId } = workflowInfo()
  let told: Step[] = []
  return async () => {
    const parked = [...parkedSteps(progress), ...notUndone(progress)]
    if (!parent || JSON.stringify(parked) === JSON.stringify(told)) return
    told = parked
    await getExternalWorkflowHandle(parent.workflowId).signal(stageParked, { workflowId, parked })
  }
}
