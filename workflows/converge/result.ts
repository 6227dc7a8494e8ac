import type { StageResult } from '../contract/stage.ts'
import type { Progress } from './progress.ts'

/** A skipped step may still have made something, so it can be in two lists. */
export function resultOf(progress: Progress): StageResult {
  const skipped = [...progress.steps.values()].filter((step) => step.state === 'skipped').map((step) => step.key)
  return {
    outputs: Object.fromEntries(
      [...progress.resources.keys()].flatMap((key) => (progress.outputs[key] ? [[key, progress.outputs[key]]] : [])),
    ),
    made: [...progress.made],
    changed: [...progress.changed],
    unchanged: [...progress.unchanged],
    skipped,
  }
}
