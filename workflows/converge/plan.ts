import type { Step } from '../contract/board.ts'
import { needsOf } from '../contract/resource.ts'
import type { Key, Resource } from '../contract/resource.ts'
import type { Progress } from './progress.ts'

/** The steps that can start now: waiting, with everything they need there. Pure. */
export function readySteps(progress: Progress): Resource[] {
  return [...progress.resources.values()].filter(
    (resource) =>
      progress.steps.get(resource.key)?.state === 'waiting' &&
      needsOf(resource).every((need) => isMet(progress, need)),
  )
}

/** A need of another stage is met once its outputs are known. */
export function isMet(progress: Progress, need: Key): boolean {
  const step = progress.steps.get(need)
  return step ? isSettled(step) : need in progress.outputs
}

const isSettled = (step: Step): boolean => step.state === 'done' || step.state === 'skipped'

export const isConverged = (progress: Progress): boolean => [...progress.steps.values()].every(isSettled)

export const parkedSteps = (progress: Progress): Step[] =>
  [...progress.steps.values()].filter((step) => step.state === 'parked')

export const notUndone = (progress: Progress): Step[] =>
  [...progress.steps.values()].filter((step) => step.state === 'undoFailed')

/** Skipping is safe where no other step waits for what this one would have given. */
export function skipRefusal(progress: Progress, key: Key): string | undefined {
  const waiting = [...progress.resources.values()].filter(
    (resource) => needsOf(resource).includes(key) && isUnsettledKey(progress, resource.key),
  )
  return refusalFor(key, waiting)
}

/** The refusal to skip a step that these wait for; none where nothing waits. */
export function refusalFor(key: Key, waiting: readonly Resource[]): string | undefined {
  if (waiting.length === 0) return undefined
  return `step "${key}" cannot be skipped: ${waiting.map((resource) => resource.key).join(', ')} need it; mend it and retry, or amend the fleet file`
}

function isUnsettledKey(progress: Progress, key: Key): boolean {
  const step = progress.steps.get(key)
  return step !== undefined && !isSettled(step)
}
