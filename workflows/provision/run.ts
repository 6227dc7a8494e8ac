import type { Observation, Operation } from '../contract/activities.ts'
import type { EnvironmentInput, ProvisionResult } from '../contract/operations.ts'
import type { Key } from '../contract/resource.ts'
import type { StageResult } from '../contract/stage.ts'
import { newProgress } from '../converge/progress.ts'
import type { Progress } from '../converge/progress.ts'
import { resultOf } from '../converge/result.ts'
import { newChildren } from './children.ts'
import type { Children } from './children.ts'
import { inStage } from './stages.ts'

/** One provisioning under way. */
export interface Run {
  readonly input: EnvironmentInput
  /** Replaced by an amendment. */
  operation: Operation
  /** Of the operation's own stage; children have theirs. */
  progress: Progress
  readonly children: Children
  /** For people only. */
  phase: string
  aborted: boolean
}

export function newRun(input: EnvironmentInput, operation: Operation): Run {
  const nothingSeen: Observation = { inSync: {}, differing: [], waiting: [] }
  return {
    input,
    operation,
    progress: newProgress([], nothingSeen, {}),
    children: newChildren(),
    phase: 'looking at what is there',
    aborted: false,
  }
}

export function takeObservation(run: Run, observation: Observation): void {
  const own = inStage(run.operation.resources, 'environment')
  run.progress = newProgress(own, observation, observation.inSync)
}

export function provisionResult({ operation, progress, children }: Run): ProvisionResult {
  const results: StageResult[] = [resultOf(progress), ...children.results.values()]
  const all = (part: (result: StageResult) => Key[]) => results.flatMap(part)
  return {
    environment: operation.scope.environment,
    made: all((result) => result.made),
    changed: all((result) => result.changed),
    unchanged: all((result) => result.unchanged),
    skipped: all((result) => result.skipped),
  }
}
