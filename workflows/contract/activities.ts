import type { EnvironmentInput, OnFailure, PlanResult } from './operations.ts'
import type { Key, Outputs, Resource, Scope } from './resource.ts'

/** What workflows ask of activities. Types alone, so that nothing of them is bundled into the sandbox. */
export interface Activities {
  /** Checks an operation's input and turns it into the graph to walk. Fails at once with every mistake named. */
  readOperation(input: EnvironmentInput): Promise<Operation>
  /** One look at every kind, paged, and nothing written. */
  observeEnvironment(request: ObserveRequest): Promise<Observation>
  planEnvironment(operation: Operation): Promise<PlanResult>
  /** Looks, compares, then creates or changes. Twice is safe. Throws `NotYet` while it only takes time. */
  ensureResource(request: EnsureRequest): Promise<Ensured>
  /** Removes what carries this key, if anything does, and fails retryably until it is gone. Twice is safe. */
  removeResource(request: RemoveRequest): Promise<void>
  /** Everything that carries our tags in this environment, whatever the fleet file says. */
  listOwned(operation: Operation): Promise<Key[]>
  /** Asks the keeper for the environment; refuses with `EnvironmentBusy`, naming the holder. Twice is safe. */
  acquireLease(request: LeaseRequest): Promise<void>
  /** Whether that run is still going: a holder that was terminated must not block the next. */
  isRunning(holder: LeaseHolder): Promise<boolean>
}

/** An operation's input after parsing. `amend` makes a new one of the same environment. */
export interface Operation {
  scope: Scope
  onFailure: OnFailure
  /** How long a step may take to become true before it is parked. */
  patienceMs: number
  resources: Resource[]
}

export interface ObserveRequest {
  scope: Scope
  resources: Resource[]
}

export interface Observation {
  /** Outputs of the resources that exist, are ready and do not differ. */
  inSync: Record<Key, Outputs>
  /** Exist, but not as wanted, or not ready yet. What a run found is not the run's to undo. */
  differing: Key[]
  waiting: Key[]
}

export interface EnsureRequest {
  scope: Scope
  resource: Resource
  /** Outputs of the resources that `resource` refers to. */
  outputs: Record<Key, Outputs>
}

export interface Ensured {
  outputs: Outputs
}

export interface RemoveRequest {
  scope: Scope
  resource: Pick<Resource, 'key' | 'kind' | 'name'> & Partial<Resource>
  outputs: Record<Key, Outputs>
}

export interface LeaseHolder {
  workflowId: string
  runId: string
}

export interface LeaseRequest {
  environment: string
  holder: LeaseHolder
  operation: string
}

