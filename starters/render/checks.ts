import { MAX_COLUMNS, columns, wrap } from './fit.ts'

/** One thing a run needs. `skipped` is what was not asked for, or makes no sense before something else is mended. */
export interface Check {
  name: string
  state: 'ok' | 'missing' | 'skipped'
  found: string
  /** What to do about a missing one. */
  mend?: string
}

const MARKS = { ok: 'ok', missing: 'MISSING', skipped: '-' } as const

export function checkLines(checks: readonly Check[]): string[] {
  const rows = columns(checks.map(({ name, state, found }) => [MARKS[state].padEnd(7), name, found]))
  return checks.flatMap(({ state, mend }, index) => [
    rows[index] ?? '',
    ...(state === 'missing' && mend ? wrap(`→ ${mend}`, { width: MAX_COLUMNS, indent: '         ' }) : []),
  ])
}
