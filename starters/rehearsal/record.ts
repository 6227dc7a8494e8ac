import { readFileSync, rmSync, writeFileSync, mkdirSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf, endProcess } from '../../infra/tools/server-process.ts'
import { EXIT, Stop } from '../stop.ts'

/** What a rehearsal notes of itself, so that the next one knows whether to go on with it or to begin anew. */
export interface RehearsalRecord {
  finished: boolean
  /** The command, and then what it started. The line tells a process from another that got its number later. */
  processes: { pid: number; command: string }[]
}

const recordIn = (folder: string): string => join(folder, 'rehearsal.json')

export function readRecord(folder: string): RehearsalRecord | undefined {
  if (!existsSync(recordIn(folder))) return undefined
  // Written by `writeRecord` alone.
  return JSON.parse(readFileSync(recordIn(folder), 'utf8')) as RehearsalRecord
}

export function writeRecord(folder: string, record: RehearsalRecord): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(recordIn(folder), `${JSON.stringify(record)}\n`)
}

/** Notes the processes of a rehearsal under way; the first is the command itself. */
export async function recordProcesses(folder: string, pids: number[]): Promise<void> {
  const processes = await Promise.all(pids.map(async (pid) => ({ pid, command: (await commandOf(pid)) ?? '' })))
  writeRecord(folder, { finished: false, processes })
}

/** Ends what a killed rehearsal left running. One that somebody is following is left alone. */
export async function endLeftovers({ processes }: RehearsalRecord): Promise<void> {
  const [command, ...children] = processes
  if (command && (await lives(command))) {
    throw new Stop(EXIT.failed, `this rehearsal is under way in process ${command.pid}; wait for it, or end it there`)
  }
  for (const child of children) if (await lives(child)) await endProcess(child.pid)
}

const lives = async ({ pid, command }: { pid: number; command: string }): Promise<boolean> =>
  command !== '' && (await commandOf(pid)) === command

export const emptyFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })
