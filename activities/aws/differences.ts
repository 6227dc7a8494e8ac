import type { Difference } from '../../workflows/contract/operations.ts'

type Comparable = string | number | boolean | undefined
type Pair = readonly [wanted: Comparable, seen: Comparable]

/** The fields whose two values differ, as differences that `act` mends. */
export function compare(act: Difference['act'], fields: Record<string, Pair>): Difference[] {
  return Object.entries(fields)
    .filter(([, [wanted, seen]]) => wanted !== seen)
    .map(([field, [wanted, seen]]) => ({ field, wanted: words(wanted), seen: words(seen), act }))
}

/** What is only on one side of two sets, each as one difference that is mended in place. */
export function compareSets(field: string, wanted: readonly string[], seen: readonly string[]): Difference[] {
  return [
    ...missingFrom(seen, wanted).map((item) => ({ field: `${field} ${item}`, wanted: 'there', seen: 'missing' })),
    ...missingFrom(wanted, seen).map((item) => ({ field: `${field} ${item}`, wanted: 'none', seen: 'there' })),
  ].map((difference) => ({ ...difference, act: 'update' }))
}

export const missingFrom = <T>(list: readonly T[], items: readonly T[]): T[] =>
  items.filter((item) => !list.includes(item))

/** One comparable text of a list whose order means nothing. */
export const unordered = (items: readonly string[]): string => [...items].sort().join(', ')

const words = (value: Comparable): string => (value === undefined || value === '' ? 'none' : String(value))
