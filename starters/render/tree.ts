import type { Step, StepState } from '../../workflows/contract/board.ts'
import type { Stage } from '../../workflows/contract/resource.ts'
import { isTrouble, type OperationView, type Try } from '../follow/view.ts'
import { duration, fit, MAX_COLUMNS } from './fit.ts'
import { reasonLines } from './reason.ts'

export type Style = 'green' | 'yellow' | 'red' | 'cyan' | 'gray' | 'bold'

export interface TreeOptions {
  now: number
  width?: number
  /** `everything` lists each step; `moving` leaves out what is done or not yet begun, and counts it. */
  show: 'everything' | 'moving'
  paint?: (style: Style, text: string) => string
}

const MARKS: Record<StepState, { mark: string; style: Style }> = {
  waiting: { mark: '·', style: 'gray' },
  running: { mark: '▸', style: 'cyan' },
  done: { mark: '✔', style: 'green' },
  parked: { mark: '‖', style: 'yellow' },
  skipped: { mark: '»', style: 'gray' },
  undone: { mark: '↶', style: 'gray' },
  undoFailed: { mark: '✘', style: 'red' },
}

/** The whole operation, stage by stage. Pure: the same view and instant give the same lines. */
export function treeLines(view: OperationView, options: TreeOptions): string[] {
  const width = Math.min(options.width ?? MAX_COLUMNS, MAX_COLUMNS)
  const paint = options.paint ?? ((_style, text) => text)
  const { board } = view
  if (!board) return [fit(`${view.id}  waiting for a worker to take it up`, width)]
  const took = duration((view.endedAt ?? options.now) - view.startedAt)
  const title = fit(`${board.operation} ${board.environment}  ${board.phase}  ${took}`, width)
  return [paint('bold', title), ...stagesOf(board.steps).flatMap((stage) => stageLines(stage))]

  function stageLines(stage: Stage): string[] {
    const steps = board?.steps.filter((step) => step.stage === stage) ?? []
    const shown = options.show === 'everything' ? steps : steps.filter(isMoving)
    return [fit(`  ${stage}  ${counts(steps)}`, width), ...shown.flatMap((step) => stepLines(step))]
  }

  function stepLines(step: Step): string[] {
    const { mark, style } = MARKS[step.state]
    const rest = fit(`${step.key.padEnd(44)} ${told(step, view.tries[step.key], options.now)}`, width - 6)
    const line = `    ${paint(style, mark)} ${rest}`
    return [line, ...reasonLines(step, board?.environment ?? '', width)]
  }
}

const isMoving = (step: Step): boolean => !['waiting', 'done', 'skipped', 'undone'].includes(step.state)

/** In the order in which they can begin, whichever was heard of first. */
const stagesOf = (steps: readonly Step[]): Stage[] =>
  [...new Set(steps.map((step) => step.stage))].sort((one, other) => rank(one) - rank(other))

const rank = (stage: Stage): number => ['environment', 'rancher'].indexOf(stage) + 1 || 3

function counts(steps: readonly Step[]): string {
  const done = steps.filter((step) => step.state === 'done').length
  const others = (['running', 'parked', 'waiting', 'skipped', 'undone', 'undoFailed'] as const)
    .map((state) => ({ state, count: steps.filter((step) => step.state === state).length }))
    .filter(({ count }) => count > 0)
  return [`${done} of ${steps.length} done`, ...others.map(({ state, count }) => `${count} ${state}`)].join(', ')
}

/** How long it took or takes, and what it met. */
function told(step: Step, attempt: Try | undefined, now: number): string {
  const took = step.startedAt === undefined ? '' : duration((step.endedAt ?? now) - step.startedAt)
  if (step.state !== 'running') return step.state === 'done' ? took : `${step.state} ${took}`.trimEnd()
  return [took.padEnd(6), attemptText(attempt)].join(' ').trimEnd()
}

export function attemptText(attempt: Try | undefined): string {
  if (!attempt?.failure) return ''
  const { type, message } = attempt.failure
  return isTrouble(attempt) ? `try ${attempt.attempt} after ${type}: ${message}` : `waits: ${message}`
}
