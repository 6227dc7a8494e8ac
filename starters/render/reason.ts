import type { Step } from '../../workflows/contract/board.ts'
import { MAX_COLUMNS, wrap } from './fit.ts'

/** Why a step waits for a person, what to do about it, and the command that goes on. */
export function reasonLines(step: Step, environment: string, width: number = MAX_COLUMNS): string[] {
  const { reason } = step
  const why = reason ? wrap(`${reason.code}: ${reason.message}`, { width, indent: '      ' }) : []
  const wayOut = reason?.wayOut ? wrap(`→ ${reason.wayOut}`, { width, indent: '      ' }) : []
  const command = step.state === 'parked' ? [`      → trailboss retry ${environment} ${step.key}`] : []
  return [...why, ...wayOut, ...command]
}

/** Repeated at the end of a command, where a person looks first. */
export function repeatFailures(steps: readonly Step[], environment: string): string[] {
  const bad = steps.filter((step) => step.state === 'parked' || step.state === 'undoFailed')
  return bad.flatMap((step) => [`  ${step.state} ${step.key}`, ...reasonLines(step, environment)])
}
