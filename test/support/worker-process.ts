import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface WorkerProcess {
  readonly pid: number
  /** Resolves when the process has ended, for whatever reason. */
  readonly gone: Promise<unknown>
  /** SIGKILL, and the process is gone afterwards. Twice is safe. */
  kill(): Promise<void>
}

/** A worker as users run it, in a process of its own that nothing of the test's environment reaches. */
export function startWorkerProcess(env: Record<string, string>, logFile: string): WorkerProcess {
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, [trailboss, 'worker'], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const gone = once(child, 'exit')
  return {
    pid: child.pid ?? 0,
    gone,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

const trailboss = fileURLToPath(new URL('../../starters/trailboss.ts', import.meta.url))
