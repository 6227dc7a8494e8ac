/** One thing that is wrong in a fleet file, where it is and what would be right. Never holds a secret. */
export interface Mistake {
  /** As in `environments.dev.clusters.apps.pools.workers.min`; empty for the file as a whole. */
  path: string
  /** From 1; missing where the fleet came as an object and not as text. */
  line?: number
  column?: number
  message: string
}

export type Path = readonly PropertyKey[]

/** A mistake before its place in the text is looked up. `at: 'key'` points at the name and not at what it holds. */
export interface Finding {
  path: Path
  message: string
  at?: 'key'
}

/** More would not be read; the rest is counted. */
export const MOST_MISTAKES = 50

/** The first mistakes in the order of the file, and one line that counts the rest. */
export function bounded(mistakes: readonly Mistake[]): Mistake[] {
  const sorted = [...mistakes].sort((a, b) => place(a) - place(b))
  if (sorted.length <= MOST_MISTAKES) return sorted
  return [...sorted.slice(0, MOST_MISTAKES), {
    path: '',
    message: `and ${sorted.length - MOST_MISTAKES} more mistakes`,
  }]
}

export const pathText = (path: Path): string => path.map((part) => shortened(String(part))).join('.')

/** What a person wrote, safe to repeat in one line: bounded, and with nothing in it that moves a terminal's cursor. */
export const shortened = (written: string): string => {
  const plain = written.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD')
  return plain.length <= 40 ? plain : `${plain.slice(0, 39)}…`
}

/** Names to choose from, safe to repeat; the first ten, as a person reads no more. */
export const listed = (names: readonly string[]): string =>
  [...names.slice(0, 10).map(shortened), ...(names.length > 10 ? ['…'] : [])].join(', ')

const place = ({ line = Number.MAX_SAFE_INTEGER, column = 0 }: Mistake): number => line * 1e6 + Math.min(column, 1e6 - 1)
