import type { Step } from '../../workflows/contract/board.ts'
import { isTrouble, stepsIn, type OperationView } from '../follow/view.ts'
import { duration, fit, MAX_COLUMNS } from './fit.ts'
import { reasonLines } from './reason.ts'
import { attemptText } from './tree.ts'

/** One line per change between two views, for logs: nothing is redrawn, so nothing may be said twice. */
export function changeLines(before: OperationView | undefined, now: OperationView, at: number): string[] {
  const known = new Map(before?.board?.steps.map((step) => [step.key, step.state]))
  const changed = now.board?.steps.filter((step) => (known.get(step.key) ?? 'waiting') !== step.state) ?? []
  const retried = stepsIn(now, 'running').filter((step) => triedAgain(before, now, step))
  return [
    ...changed.flatMap((step) => [line(at, step.state, changeText(step)), ...reasons(step, now)]),
    ...retried.map((step) => line(at, 'retry', `${step.key}  ${attemptText(now.tries[step.key])}`)),
  ]
}

/** Said after a long silence: what is pending, and since when. */
export function pendingLine(view: OperationView, at: number): string {
  const running = stepsIn(view, 'running')
  if (!view.board) return line(at, 'pending', `${view.id} waits for a worker to take it up`)
  const named = running.slice(0, 3).map((step) => {
    const why = attemptText(view.tries[step.key])
    return `${step.key} ${duration(at - (step.startedAt ?? at))}${why ? ` (${why})` : ''}`
  })
  const more = running.length > 3 ? ` and ${running.length - 3} more` : ''
  const parked = stepsIn(view, 'parked').map((step) => `${step.key} parked`)
  return line(at, 'pending', ([...named, ...parked].join(', ') || 'nothing is running') + more)
}

const triedAgain = (before: OperationView | undefined, now: OperationView, step: Step): boolean => {
  const attempt = now.tries[step.key]
  return isTrouble(attempt) && attempt?.attempt !== before?.tries[step.key]?.attempt
}

const changeText = (step: Step): string =>
  step.endedAt === undefined || step.startedAt === undefined
    ? step.key
    : `${step.key}  ${duration(step.endedAt - step.startedAt)}`

const reasons = (step: Step, view: OperationView): string[] => reasonLines(step, view.board?.environment ?? '')

const line = (at: number, what: string, text: string): string =>
  fit(`${new Date(at).toISOString().slice(11, 19)}  ${what.padEnd(8)}  ${text}`, MAX_COLUMNS)
