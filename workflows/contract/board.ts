import type { Key, Stage } from './resource.ts'

/** One resource of an operation, as a person follows it. */
export interface Step {
  key: Key
  stage: Stage
  state: StepState
  /** Epoch milliseconds. */
  startedAt?: number
  endedAt?: number
  /** Why it is parked, or what could not be undone. */
  reason?: Reason
}

export type StepState = 'waiting' | 'running' | 'done' | 'parked' | 'skipped' | 'undone' | 'undoFailed'

/** `code` is a FailureType; `message` says what and which; `wayOut` what to do next. */
export interface Reason {
  code: string
  message: string
  wayOut: string
}

/** What an operation answers to the query `board`. */
export interface Board {
  operation: string
  environment: string
  /** For people only; no code branches on it. */
  phase: string
  steps: Step[]
  /** Workflow ids of children that have boards of their own. */
  children: string[]
}
