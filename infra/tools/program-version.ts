import { execa } from 'execa'
import type { Program } from './program.ts'

/** What the program says of itself, or nothing when it does not run or says something else. */
export async function readVersion(program: Program, path: string): Promise<string | undefined> {
  // Asking takes milliseconds; a program that hangs here would hang later too.
  const asked = await execa(path, program.versionArguments, { reject: false, timeout: 10_000, all: true })
  return program.versionPattern.exec(asked.all)?.[1]
}

/** Why a program of this version does not do, as the end of a sentence that names it; nothing when it does. */
export function unfit({ accepts: { from, below } }: Program, version: string | undefined): string | undefined {
  if (version === undefined) return `does not say its version (${from} or later, before ${below}, is needed)`
  if (compare(version, from) >= 0 && compare(version, below) < 0) return undefined
  return `is version ${version} (${from} or later, before ${below}, is needed)`
}

function compare(left: string, right: string): number {
  const rights = right.split('.').map(Number)
  const differences = left.split('.').map((part, at) => Number(part) - (rights[at] ?? 0))
  return differences.find((difference) => difference !== 0) ?? 0
}
