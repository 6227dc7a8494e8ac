import type { Key } from '../contract/resource.ts'
import type { StageResult } from '../contract/stage.ts'
import type { Progress } from './progress.ts'

export function resultOf(progress: Progress): StageResult {
  const skipped = [...progress.steps.values()].filter((step) => step.state === 'skipped').map((step) => step.key)
  const settled = (keys: Set<Key>) => [...keys].filter((key) => !skipped.includes(key))
  return {
    outputs: Object.fromEntries(
      [...progress.resources.keys()].flatMap((key) => (progress.outputs[key] ? [[key, progress.outputs[key]]] : [])),
    ),
    made: settled(progress.made),
    changed: settled(progress.changed),
    unchanged: settled(progress.unchanged),
    skipped,
  }
}
