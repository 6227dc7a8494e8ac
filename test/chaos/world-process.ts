import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface WorldProcess {
  readonly url: string
  /** SIGKILL, and the process is gone afterwards; what callers were told stays in its file. Twice is safe. */
  kill(): Promise<void>
}

/** The world as a program of its own, which goes on from what a killed one left in `stateFile`. */
export async function startWorldProcess(options: { stateFile: string; speed: number; port: number }): Promise<WorldProcess> {
  const { stateFile, speed, port } = options
  const args = [main, '--state-file', stateFile, '--speed', String(speed), '--port', String(port), '--seed', '1']
  const child = spawn(process.execPath, [...args, '--faults', 'none'], {
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  await Promise.race([once(createInterface(child.stdout), 'line'), gone.then(endedEarly)])
  return {
    url: `http://127.0.0.1:${port}`,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

function endedEarly(): never {
  throw new Error('the world ended before it said its address; what it said is above')
}

const main = fileURLToPath(new URL('../../infra/rehearsal/main.ts', import.meta.url))
