import type { Key } from '../../workflows/contract/resource.ts'

/** A heading with its keys, or nothing where there are none. */
export const repeatedKeys = (heading: string, keys: readonly Key[]): string[] =>
  keys.length === 0 ? [] : [`  ${heading}:`, ...keys.map((key) => `    ${key}`)]
