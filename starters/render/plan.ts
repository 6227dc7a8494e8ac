import type { PlanResult } from '../../workflows/contract/operations.ts'
import { fit, MAX_COLUMNS } from './fit.ts'

/** What `provision` would do, before it is done. */
export function planLines(plan: PlanResult): string[] {
  const { make, change, remove, unowned, unchanged } = plan
  const lines = [
    ...make.map((key) => `  + ${key}`),
    ...change.flatMap(({ key, differences }) => [
      `  ~ ${key}`,
      ...differences.map(({ field, seen, wanted, act }) =>
        `      ${field}: ${seen} → ${wanted}${act === 'replace' ? ' (only by a new one)' : ''}`),
    ]),
    ...remove.map((key) => `  - ${key}   ours, but no longer in the file; provision leaves it`),
    ...unowned.map((name) => `  ? ${name}   not ours: never touched`),
  ]
  const counts = `${make.length} to make, ${change.length} to change, ${remove.length} to remove, ` +
    `${unchanged.length} unchanged, ${unowned.length} not ours`
  return [`plan ${plan.environment}: ${counts}`, ...lines].map((line) => fit(line, MAX_COLUMNS))
}
