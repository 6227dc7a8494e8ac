import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkerProcess } from '../support/worker-process.ts'

export interface KeptWorker {
  /** SIGKILL; another one is started at once. */
  kill(): Promise<void>
  /** Ends it for good. */
  stop(): Promise<void>
}

/** A worker that is started again whenever it has ended, as a service manager does. */
export function keepWorker(start: () => WorkerProcess): KeptWorker {
  let wanted = true
  let worker = start()
  const keep = async () => {
    while (wanted) {
      await worker.gone
      // One that cannot reach its server ends at once, again and again.
      await sleep(200)
      if (wanted) worker = start()
    }
  }
  const kept = keep()
  return {
    kill: () => worker.kill(),
    async stop() {
      wanted = false
      await worker.kill()
      await kept
    },
  }
}
