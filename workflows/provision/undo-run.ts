import type { StageResult } from '../contract/stage.ts'
import { remove } from '../converge/acts.ts'
import { notUndone } from '../converge/plan.ts'
import { newProgress, NOTHING_SEEN } from '../converge/progress.ts'
import { undo } from '../converge/undo.ts'
import type { Run } from './run.ts'
import { inStage } from './stages.ts'

/** Removes what this run made: finished stages first, the newest before the older, then the operation's own steps. */
export async function undoRun(run: Run): Promise<void> {
  run.phase = 'undoing'
  const known = new Map([...run.replaced, ...run.operation.resources].map((resource) => [resource.key, resource]))
  for (const [stage, result] of [...run.children.results].reverse()) {
    await undoStage(run, inStage([...known.values()], stage), result)
  }
  await undo(run.progress, remove(run.operation))
}

async function undoStage(run: Run, resources: Run['operation']['resources'], { made, outputs }: StageResult): Promise<void> {
  const progress = newProgress(resources, NOTHING_SEEN, { ...run.progress.outputs, ...outputs })
  for (const key of made) progress.made.add(key)
  await undo(progress, remove(run.operation))
  run.children.left.push(...notUndone(progress).map((step) => step.key))
}
