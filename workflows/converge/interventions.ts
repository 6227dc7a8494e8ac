import { ApplicationFailure, defineUpdate } from '@temporalio/workflow'
import type { Step } from '../contract/board.ts'
import { ABORT, AMEND, RETRY_STEP, SKIP_STEP } from '../contract/operations.ts'
import type { Amendment, StepChoice } from '../contract/operations.ts'
import type { Key } from '../contract/resource.ts'
import { parkedSteps, skipRefusal } from './plan.ts'
import { move, rewind } from './progress.ts'
import type { Progress } from './progress.ts'

/** What a person can do about a parked step. Each answers with the keys that it moved. */
export const retryStep = defineUpdate<Key[], [StepChoice]>(RETRY_STEP)
export const skipStep = defineUpdate<Key[], [StepChoice]>(SKIP_STEP)
export const amend = defineUpdate<Key[], [Amendment]>(AMEND)
export const abort = defineUpdate<string, []>(ABORT)

export function retryParked(progress: Progress, choice: StepChoice): Key[] {
  const keys = chosen(progress, choice)
  for (const key of keys) rewind(progress, key)
  return keys
}

/** Leaves parked what another step still waits for. */
export function skipParked(progress: Progress, choice: StepChoice): Key[] {
  const keys = chosen(progress, choice).filter((key) => skipRefusal(progress, key) === undefined)
  for (const key of keys) move(progress, key, { state: 'skipped' })
  return keys
}

/** Throws where the choice names no parked step. `parked` includes those of children. */
export function checkChoice(parked: readonly Step[], choice: StepChoice): void {
  if (typeof choice?.step !== 'string') {
    throw ApplicationFailure.nonRetryable('the argument is {"step": "<key>"} or {"step": "*"}', 'InvalidInput')
  }
  if (parked.some((step) => choice.step === '*' || step.key === choice.step)) return
  const names = parked.map((step) => step.key).join(', ') || 'none'
  throw ApplicationFailure.nonRetryable(`no parked step is called "${choice.step}"; parked now: ${names}`, 'InvalidInput')
}

export function checkSkip(progress: Progress, choice: StepChoice): void {
  for (const key of chosen(progress, choice)) {
    const refusal = skipRefusal(progress, key)
    if (refusal) throw ApplicationFailure.nonRetryable(refusal, 'InvalidInput')
  }
}

const chosen = (progress: Progress, choice: StepChoice): Key[] =>
  parkedSteps(progress)
    .map((step) => step.key)
    .filter((key) => choice?.step === '*' || key === choice?.step)
