import type { LeaseHolder } from './activities.ts'

/** The keeper of an environment: who may change it now, and what came of the last operations. */
export const ACQUIRE_LEASE = 'acquireLease'
export const RELEASE_LEASE = 'releaseLease'
export const KEEPER_QUERY = 'keeper'

/** State and input of the workflow `environment`: plain JSON, because it travels through continue-as-new. */
export interface KeeperState {
  environment: string
  lease?: Lease
  /** Newest first. */
  results: OperationOutcome[]
  /** The fleet file that the last finished provisioning made true. */
  inForce?: { fleet: string | Record<string, unknown>; sinceMs: number }
}

export interface Lease {
  holder: LeaseHolder
  operation: string
  /** Epoch milliseconds. */
  sinceMs: number
}

export interface LeaseAnswer {
  granted: boolean
  /** Who holds it: the asker when granted, the one in the way when not. */
  lease: Lease
}

export interface OperationOutcome {
  operation: string
  outcome: 'done' | 'failed'
  /** One line for people. */
  summary: string
  endedMs: number
}

export interface Release {
  holder: LeaseHolder
  result: OperationOutcome
  inForce?: string | Record<string, unknown>
}
