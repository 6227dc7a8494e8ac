import type { Observation, Operation } from '../contract/activities.ts'
import type { EnvironmentInput, ProvisionResult } from '../contract/operations.ts'
import type { Key, Resource } from '../contract/resource.ts'
import type { StageResult } from '../contract/stage.ts'
import { newProgress, NOTHING_SEEN } from '../converge/progress.ts'
import type { Progress } from '../converge/progress.ts'
import { resultOf } from '../converge/result.ts'
import { newChildren } from './children.ts'
import type { Children } from './children.ts'
import { inStage } from './stages.ts'

/** One provisioning under way. */
export interface Run {
  /** Both are replaced by an amendment. */
  input: EnvironmentInput
  operation: Operation
  /** Of the graphs that amendments replaced: an undo has to know what is no longer wanted, too. */
  replaced: Resource[]
  /** Of the operation's own stage; children have theirs. */
  progress: Progress
  readonly children: Children
  /** For people only. */
  phase: string
  aborted: boolean
  /** Nothing is walked any more, so nothing can be amended or aborted. */
  ended: boolean
}

export function newRun(input: EnvironmentInput, operation: Operation): Run {
  return {
    input,
    operation,
    replaced: [],
    progress: newProgress([], NOTHING_SEEN, {}),
    children: newChildren(),
    phase: 'looking at what is there',
    aborted: false,
    ended: false,
  }
}

export function takeObservation(run: Run, observation: Observation): void {
  const own = inStage(run.operation.resources, 'environment')
  const { version } = run.progress
  // Who waits for a change compares versions, and must see that this is another story.
  run.progress = { ...newProgress(own, observation, observation.inSync), version: version + 1 }
}

export function provisionResult({ operation, progress, children }: Run): ProvisionResult {
  const results: StageResult[] = [resultOf(progress), ...children.results.values()]
  const all = (part: (result: StageResult) => Key[]) => results.flatMap(part)
  const skipped = all((result) => result.skipped)
  const settled = (part: (result: StageResult) => Key[]) => all(part).filter((key) => !skipped.includes(key))
  return {
    environment: operation.scope.environment,
    made: settled((result) => result.made),
    changed: settled((result) => result.changed),
    unchanged: settled((result) => result.unchanged),
    skipped,
  }
}
