import type { RehearsalReport } from '../rehearsal/report.ts'
import { columns, duration, fit, MAX_COLUMNS } from './fit.ts'

const BAR = 40

/** What the rehearsal showed, for a person. */
export function reportLines(report: RehearsalReport): string[] {
  const { operation, state, tookMs, speed, calls, faults, resources, leftBehind } = report
  const world = `${duration(tookMs * speed)} on the world's clock (${speed} times as fast)`
  return [
    `rehearsal of ${operation}: ${state} after ${duration(tookMs)}, ${world}`,
    ...section('time line (from the first step to the last)', stageBars(report)),
    ...section('longest steps', longest(report)),
    ...section('calls', columns(calls.slice(0, 12).map(({ service, action, count }) => [`  ${String(count).padStart(5)}`, service, action]))),
    ...(calls.length > 12 ? [`         and ${sum(calls.slice(12))} more of ${calls.length - 12} other kinds`] : []),
    ...section('faults it met', faults.map(({ fault, count }) => `  ${String(count).padStart(5)}  ${fault}`)),
    ...section('in the cloud now', [wrapCounts(resources)].flat()),
    ...section('left behind', leftBehind.length > 0 ? leftBehind.map((line) => `  ${line}`) : ['  nothing that no step owns']),
  ].map((line) => fit(line, MAX_COLUMNS))
}

const section = (heading: string, lines: string[]): string[] => (lines.length === 0 ? [] : ['', `${heading}:`, ...lines])

const sum = (counted: readonly { count: number }[]): number => counted.reduce((total, { count }) => total + count, 0)

/** One bar for each stage, from its first step's start to its last one's end. */
function stageBars({ timeLine }: RehearsalReport): string[] {
  const spans = [...new Set(timeLine.map((step) => step.stage))].map((stage) => {
    const steps = timeLine.filter((step) => step.stage === stage)
    const from = Math.min(...steps.map((step) => step.startedAt ?? 0))
    const to = Math.max(...steps.map((step) => step.endedAt ?? step.startedAt ?? 0))
    return { stage, steps: steps.length, from, to }
  })
  const first = Math.min(...spans.map(({ from }) => from))
  const perCell = Math.max(1, (Math.max(...spans.map(({ to }) => to)) - first) / BAR)
  const rows = spans.map(({ stage, steps, from, to }) => {
    const before = Math.min(BAR - 1, Math.floor((from - first) / perCell))
    const length = Math.max(1, Math.min(BAR - before, Math.round((to - from) / perCell)))
    return [`  ${stage}`, `${' '.repeat(before)}${'█'.repeat(length)}`.padEnd(BAR), `${duration(to - from)}, ${steps} steps`]
  })
  return columns(rows)
}

function longest({ timeLine }: RehearsalReport): string[] {
  const took = ({ startedAt = 0, endedAt = startedAt }: (typeof timeLine)[number]) => endedAt - startedAt
  const slowest = [...timeLine].sort((one, other) => took(other) - took(one)).slice(0, 5)
  return columns(slowest.map((step) => [`  ${duration(took(step)).padStart(6)}`, step.key]))
}

function wrapCounts(counts: Record<string, number>): string[] {
  const lines: string[] = []
  for (const [kind, count] of Object.entries(counts)) {
    const cell = `${count} ${kind}`
    const last = lines.at(-1)
    if (last === undefined || last.length + cell.length + 2 > MAX_COLUMNS) lines.push(`  ${cell}`)
    else lines[lines.length - 1] = `${last}, ${cell}`
  }
  return lines
}
