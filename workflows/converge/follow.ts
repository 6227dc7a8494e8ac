import { CancellationScope, condition } from '@temporalio/workflow'
import type { Progress } from './progress.ts'

/**
 * Calls `onChange` at once and after each change of progress for as long as `run` lasts, and once at its end; also
 * while `run` is cancelled, because undoing is progress too.
 */
export async function followWhile<Result>(
  progress: () => Progress,
  onChange: () => void | Promise<void>,
  run: () => Promise<Result>,
): Promise<Result> {
  let over = false
  const watch = CancellationScope.nonCancellable(async () => {
    while (!over) {
      const { version } = progress()
      await onChange()
      await condition(() => over || progress().version !== version)
    }
    await onChange()
  })
  try {
    return await run()
  } finally {
    over = true
    await watch
  }
}
