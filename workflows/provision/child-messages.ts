import { getExternalWorkflowHandle, log } from '@temporalio/workflow'
import type { ExternalWorkflowHandle } from '@temporalio/workflow'
import type { Step } from '../contract/board.ts'
import type { RETRY_STEP, SKIP_STEP, StepChoice } from '../contract/operations.ts'
import type { Key } from '../contract/resource.ts'
import type { StageParked } from '../contract/stage.ts'
import { leaveStage } from '../converge/run-stage.ts'
import type { Children } from './children.ts'

export const takeParked = (children: Children, { workflowId, parked }: StageParked): void => {
  children.parked.set(workflowId, parked)
}

/** What needs a person in the children. */
export const parkedInChildren = (children: Children): Step[] => [...children.parked.values()].flat()

export const parkedOf = (children: Children, workflowId: string, state: Step['state']): Step[] =>
  (children.parked.get(workflowId) ?? []).filter((step) => step.state === state)

/** Hands a person's choice to the children that have such a step parked. */
export async function forwardChoice(
  children: Children,
  name: typeof RETRY_STEP | typeof SKIP_STEP,
  choice: StepChoice,
): Promise<Key[]> {
  const moved: Key[] = []
  for (const workflowId of children.parked.keys()) {
    const steps = parkedOf(children, workflowId, 'parked').map((step) => step.key)
    const keys = steps.filter((key) => choice.step === '*' || key === choice.step)
    if (keys.length > 0 && (await isTold(workflowId, (child) => child.signal(name, choice)))) moved.push(...keys)
  }
  return moved
}

/** A child that has just ended has nothing parked any more. */
async function isTold(workflowId: string, tell: (child: ExternalWorkflowHandle) => Promise<void>): Promise<boolean> {
  try {
    await tell(getExternalWorkflowHandle(workflowId))
    return true
  } catch (error) {
    log.info(`${workflowId} ended before it was told`, { error })
    return false
  }
}

/** The children that run keep what they made when they are cancelled after this. */
export async function leaveChildren(children: Children): Promise<void> {
  await Promise.all([...children.running].map((workflowId) => isTold(workflowId, (child) => child.signal(leaveStage))))
}
