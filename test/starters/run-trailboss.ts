import { execa } from 'execa'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Ran {
  exitCode: number | undefined
  stdout: string
  stderr: string
}

/** Runs the command as a person would, with nothing of this machine's Temporal settings. */
export async function runTrailboss(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const machine = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', CI: 'true' }
  const { exitCode, stdout, stderr } = await execa(process.execPath, ['starters/trailboss.ts', ...args], {
    cwd: root,
    env: { ...machine, ...env },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  })
  return { exitCode, stdout, stderr }
}

export const widest = (text: string): number => Math.max(...text.split('\n').map((line) => [...line].length))
