import { z } from 'zod'
import type { Finding, Path } from './mistake.ts'
import { MOST_MISTAKES, shortened } from './mistake.ts'
import { nearest } from './nearest.ts'

/** What each schema in `strict` and its neighbours does not say itself, in words for the one who wrote the file. */
export const describeIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined && issue.code !== 'unrecognized_keys') return `is missing; ${wantedText(issue)}`
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue)
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}`
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`
  return `${wantedText(issue)}${typeof issue.input === 'string' ? '' : `, not ${kindOf(issue.input)}`}`
}

/** zod's issues as findings under `at`: one for each unknown key, and the inner reason where a key is badly named. */
export function findingsIn(error: z.ZodError, at: Path): Finding[] {
  return error.issues.flatMap((issue): Finding[] => {
    const path = [...at, ...issue.path]
    if (issue.code === 'unrecognized_keys') {
      const messages = issue.message.split('\n')
      return issue.keys.map((key, index) => ({
        path: [...path, key], at: 'key',
        message: messages[index] ?? 'unknown key',
      }))
    }
    if (issue.code === 'invalid_key') return [{ path, at: 'key', message: issue.issues[0]?.message ?? issue.message }]
    return [{ path, message: issue.message }]
  })
}

/** One line for each key: `findingsIn` splits them again, as zod knows the shape only here. */
function unknownKeys({ keys, inst }: z.core.$ZodRawIssue<z.core.$ZodIssueUnrecognizedKeys>): string {
  const known = inst instanceof z.ZodObject ? Object.keys(inst.shape) : []
  return keys.map((key, index) => {
    // Comparing is slow, and behind the mistakes that are shown nobody reads the hint.
    const meant = index < MOST_MISTAKES ? nearest(key, known) : undefined
    if (meant === undefined) return `unknown key; known here: ${known.join(', ')}`
    return `unknown key; did you mean "${meant}"?`
  }).join('\n')
}

function wantedText(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_type') return `must be ${KINDS[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value') return `must be ${issue.values.map((value) => shortened(String(value))).join(' or ')}`
  if (issue.code === 'invalid_union' && 'options' in issue) {
    return `must be ${(Array.isArray(issue.options) ? issue.options : []).map(String).join(' or ')}`
  }
  return 'is not what belongs here'
}

const KINDS: Record<string, string> = {
  string: 'text', number: 'a number', int: 'a whole number', array: 'a list', object: 'a map', record: 'a map', boolean: 'true or false',
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return value instanceof Object ? 'a map' : `a ${typeof value}`
}
