import { readFile } from 'node:fs/promises'
import type { Fleet } from '../workflows/contract/fleet/fleet.ts'
import { parseFleet } from '../workflows/contract/fleet/parse-fleet.ts'
import { renderMistakes } from '../workflows/contract/fleet/render-mistakes.ts'
import { desiredResources } from '../workflows/graph/desired-resources.ts'
import { EXIT, Stop } from './stop.ts'

export interface FleetSource {
  text: string
  fleet: Fleet
}

async function readFleetFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new Stop(EXIT.wrongInput, `fleet file "${file}" cannot be read (${codeOf(error)}); name yours with -f FILE`)
  }
}

/** The file's text and what it says. A wrong one ends the command with every mistake in it. */
export async function readFleet(file: string): Promise<FleetSource> {
  const text = await readFleetFile(file)
  const parsed = parseFleet(text)
  if ('mistakes' in parsed) throw new Stop(EXIT.wrongInput, renderMistakes(parsed.mistakes, file))
  return { text, fleet: parsed.fleet }
}

/** The same, for one of its environments; one that cannot be built ends the command with the reason. */
export async function readEnvironment(file: string, environment: string): Promise<FleetSource> {
  const source = await readFleet(file)
  const desired = desiredResources(source.fleet, environment)
  if ('refusal' in desired) throw new Stop(EXIT.wrongInput, `${file}: ${desired.refusal}`)
  return source
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)
