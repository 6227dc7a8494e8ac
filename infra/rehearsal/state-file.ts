import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { WorldState } from './world.ts'

/** The state that a world left in `path`; undefined when none was there. */
export function readState(path: string): WorldState | undefined {
  if (!existsSync(path)) return undefined
  // The file is this program's own; it is never written in part.
  return JSON.parse(readFileSync(path, 'utf8')) as WorldState
}

/** Afterwards `path` holds `state` whole, however the process ends: a reader sees the old or the new, never half. */
export function writeState(path: string, state: WorldState): void {
  const next = `${path}.${process.pid}`
  writeFileSync(next, JSON.stringify(state), { mode: 0o600 })
  renameSync(next, path)
}
