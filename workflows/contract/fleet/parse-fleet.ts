import type { z } from 'zod'
import { findProblems } from './checks/find-problems.ts'
import { describeIssue, findingsIn } from './describe-issue.ts'
import { environmentSection } from './environment.ts'
import type { EnvironmentSection } from './environment.ts'
import { fleetFile, fleetFrame } from './fleet.ts'
import type { Fleet } from './fleet.ts'
import type { Locate } from './locate.ts'
import { expandEnvironment, isMapping, mergeDefaults } from './merge-defaults.ts'
import { bounded, pathText } from './mistake.ts'
import type { Finding, Mistake } from './mistake.ts'
import { readObject, readText } from './read-document.ts'

export type ParsedFleet = { fleet: Fleet } | { mistakes: Mistake[] }

/** Reads a fleet file, as text or as the same in JSON. Every mistake in it comes back at once, in the file's order. */
export function parseFleet(input: string | Record<string, unknown>): ParsedFleet {
  const read = typeof input === 'string' ? readText(input) : readObject(input)
  if ('mistakes' in read) return { mistakes: bounded(read.mistakes) }
  if (!isMapping(read.value)) return { mistakes: [{
    path: '',
    message: 'must be a map that begins with "apiVersion: trailboss/v1"',
  }] }
  const written = read.value
  const merged = mergedEnvironments(written)
  const findings: Finding[] = []
  // Any name does: what is asked here is whether the values fit once `{environment}` has become one.
  check(fleetFile, expandEnvironment(written, 'environment'), [], findings)
  const environments = Object.entries(merged).flatMap(([name, section]): [string, EnvironmentSection][] => {
    const parsed = check(environmentSection, section, ['environments', name], findings)
    return parsed === undefined ? [] : [[name, parsed]]
  })
  findings.push(...findProblems(written, merged))
  if (findings.length > 0) return { mistakes: bounded(placed(findings, read.locate)) }
  const frame = fleetFrame.parse(frameOf(written))
  return {
    fleet: { name: frame.fleet, environments: Object.fromEntries(environments), apps: frame.apps ?? {}, delivery: frame.delivery ?? {} },
  }
}

function check<T extends z.ZodType>(schema: T, value: unknown, at: readonly string[], findings: Finding[]): z.output<T> | undefined {
  const parsed = schema.safeParse(value, { error: describeIssue })
  if (parsed.success) return parsed.data
  findings.push(...findingsIn(parsed.error, at))
  return undefined
}

function mergedEnvironments(written: Record<string, unknown>): Record<string, unknown> {
  const environments = isMapping(written['environments']) ? written['environments'] : {}
  return Object.fromEntries(
    Object.entries(environments).map(([name, section]) => [name, mergeDefaults(written['defaults'], section, name)]),
  )
}

/** A value that an environment has from the defaults is wrong once, where it is written. */
function placed(findings: readonly Finding[], locate: Locate): Mistake[] {
  const byText = new Map<string, Mistake>()
  for (const { path, at, message } of findings) {
    const inDefaults = path[0] === 'environments' ? ['defaults', ...path.slice(2)] : path
    const inherited = !locate(path, at).whole && locate(inDefaults, at).whole
    const where = inherited ? inDefaults : path
    const { line, column } = locate(where, at)
    const mistake = { path: pathText(where), message, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) }
    byText.set(`${mistake.path}\n${message}`, mistake)
  }
  return [...byText.values()]
}

const frameOf = ({ fleet, apps, delivery }: Record<string, unknown>) => ({
  fleet, ...(apps === undefined ? {} : { apps }), ...(delivery === undefined ? {} : { delivery }),
})
