import type { Observation } from './activities.ts'
import type { Step } from './board.ts'
import type { OnFailure } from './operations.ts'
import type { Key, Outputs, Resource, Scope } from './resource.ts'

/** Input of `bringUpRancher` and `createCluster`: one stage of an environment's graph, already read and observed. */
export interface StageInput {
  scope: Scope
  stage: string
  onFailure: OnFailure
  patienceMs: number
  resources: Resource[]
  observation: Observation
  /** Of the resources of other stages that these refer to. */
  outputs: Record<Key, Outputs>
}

export interface StageResult {
  outputs: Record<Key, Outputs>
  made: Key[]
  changed: Key[]
  unchanged: Key[]
  skipped: Key[]
}

/** From a stage to its operation, whenever the set of steps that are parked or could not be undone changes. */
export const STAGE_PARKED = 'stageParked'

export interface StageParked {
  workflowId: string
  parked: Step[]
}

/** From an operation to a stage whose part of the graph, or what it needs from outside, was amended. */
export const AMEND_STAGE = 'amendStage'

export interface StageAmendment {
  resources: Resource[]
  /** As in `StageInput`. */
  outputs: Record<Key, Outputs>
}

/** From an operation to a stage that is about to be cancelled: what it made stays. */
export const LEAVE_STAGE = 'leaveStage'
