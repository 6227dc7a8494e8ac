import type { Key } from './resource.ts'

/**
 * Ids, queues and messages of the operations: what the command, the Temporal UI and the `temporal` command use.
 * The id of an operation is its lock: a second `provision/dev` collides with the first, as it must.
 */
export const provisionId = (environment: string) => `provision/${environment}`
export const decommissionId = (environment: string) => `decommission/${environment}`
export const keeperId = (environment: string) => `environment/${environment}`
export const bringUpRancherId = (environment: string) => `rancher/${environment}`
export const createClusterId = (environment: string, cluster: string) => `cluster/${environment}/${cluster}`
/** A plan locks nothing, so any number may run: the caller adds what makes its own unique. */
export const planId = (environment: string, unique: string) => `plan/${environment}/${unique}`

/** Workflow tasks, and activities that no account's rate limit concerns. */
export const MAIN_QUEUE = 'trailboss'
/** One per cloud account and region, because that is what clouds throttle. */
export const cloudQueue = (cloud: { provider: string; account: string; region: string }) =>
  `trailboss-${cloud.provider}-${cloud.account}-${cloud.region}`

/** Input of `provisionEnvironment`, `planEnvironment` and `decommissionEnvironment`. */
export interface EnvironmentInput {
  /** The fleet file: its text, or the same as JSON. Secrets are in it by reference alone. */
  fleet: string | Record<string, unknown>
  environment: string
  /** Overrides the fleet file's `onFailure`. CI asks for `fail`. */
  onFailure?: OnFailure
  /** How long a step may take to become true before it is parked. Without it: 30 minutes. */
  patienceMs?: number
}

/** What an operation does with a step that failed for good: wait for a person, undo what this run made, or stop. */
export type OnFailure = 'park' | 'rollback' | 'fail'

/** Argument of the updates `retryStep` and `skipStep`. `*` means each parked step. */
export interface StepChoice {
  step: Key | '*'
}

/** Argument of the update `amend`: a corrected fleet file. */
export interface Amendment {
  fleet: string | Record<string, unknown>
}

export const BOARD_QUERY = 'board'
export const RETRY_STEP = 'retryStep'
export const SKIP_STEP = 'skipStep'
export const AMEND = 'amend'
export const ABORT = 'abort'

export interface ProvisionResult {
  environment: string
  /** Keys by what became of them in this run. */
  made: Key[]
  changed: Key[]
  unchanged: Key[]
  skipped: Key[]
}

export interface DecommissionResult {
  environment: string
  removed: Key[]
  /** Looked for after the last removal; empty, or the operation would not have ended. */
  left: Key[]
}

export interface PlanResult {
  environment: string
  make: Key[]
  change: { key: Key; differences: Difference[] }[]
  /** Ours, but no longer in the fleet file. `provision` leaves them; `decommission` removes them. */
  remove: Key[]
  /** In our network without our tags: never touched, shown so that nobody wonders. */
  unowned: string[]
  /** Could not be looked at: its service did not answer, or is not there before something else is made. */
  unknown: { key: Key; why: string }[]
  unchanged: Key[]
}

export interface Difference {
  field: string
  wanted: string
  seen: string
  /** Whether it can be changed in place, or only by a new one. */
  act: 'update' | 'replace'
}
