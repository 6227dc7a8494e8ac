import { readFileSync } from 'node:fs'
import type { Fleet } from '../../../../workflows/contract/fleet/fleet.ts'
import type { Mistake } from '../../../../workflows/contract/fleet/mistake.ts'
import { parseFleet } from '../../../../workflows/contract/fleet/parse-fleet.ts'

/** The reference fleet, as it is shipped. */
export const exampleText = readFileSync('examples/fleet.yaml', 'utf8')

/** The reference fleet with one piece of its text replaced by another. The piece must be in it. */
export function exampleWith(piece: string, other: string): string {
  if (!exampleText.includes(piece)) throw new Error(`the reference fleet does not hold ${piece}`)
  return exampleText.replace(piece, () => other)
}

export function fleetOf(input: string | Record<string, unknown>): Fleet {
  const parsed = parseFleet(input)
  if ('mistakes' in parsed) throw new Error(JSON.stringify(parsed.mistakes, null, 1))
  return parsed.fleet
}

export function mistakesOf(input: string | Record<string, unknown>): Mistake[] {
  const parsed = parseFleet(input)
  return 'mistakes' in parsed ? parsed.mistakes : []
}
