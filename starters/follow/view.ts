import type { Board, Step } from '../../workflows/contract/board.ts'

/** An operation as a person follows it: its own board with its children's in it, and the tries Temporal knows of. */
export interface OperationView {
  id: string
  state: OperationState
  startedAt: number
  endedAt?: number
  /** Not there before a worker has taken up the operation. */
  board?: Board
  /** Workflow ids of the children seen so far, running or not. */
  children: string[]
  /** By the key of a running step. */
  tries: Record<string, Try>
}

export type OperationState = 'running' | 'completed' | 'failed' | 'canceled' | 'terminated' | 'timedOut'

/** A running step's attempt, and why the attempt before it failed. */
export interface Try {
  attempt: number
  failure?: { type: string; message: string }
}

/** A step that only takes time fails with `NotYet` until it is there: that is waiting, not trouble. */
export const isTrouble = (attempt: Try | undefined): boolean =>
  attempt?.failure !== undefined && attempt.failure.type !== 'NotYet'

export const parkedSteps = (view: OperationView): Step[] => stepsIn(view, 'parked')

export const stepsIn = (view: OperationView, state: Step['state']): Step[] =>
  view.board?.steps.filter((step) => step.state === state) ?? []

/** Nothing moves until a person answers. */
export const waitsForPerson = (view: OperationView): boolean =>
  view.state === 'running' && parkedSteps(view).length > 0 && stepsIn(view, 'running').length === 0
