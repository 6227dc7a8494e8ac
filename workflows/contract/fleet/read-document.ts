import { LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import { countTokens } from './count-tokens.ts'
import { duplicateKeys } from './duplicate-keys.ts'
import { locator } from './locate.ts'
import type { Locate } from './locate.ts'
import type { Mistake, Path } from './mistake.ts'
import { shortened } from './mistake.ts'

/** What a text or an object says, and where each part of it is written. */
export type ReadDocument = { value: unknown; locate: Locate } | { mistakes: Mistake[] }

const LARGEST = 1024 * 1024
/** A fleet of a thousand pools has about 60 000; what has more is made to keep the parser busy. */
const MOST_TOKENS = 100_000

export function readText(text: string): ReadDocument {
  const refusal = unreadable(text)
  if (refusal) return { mistakes: [refusal] }
  const lines = new LineCounter()
  const locateOffset = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  try {
    // A second document is told at this level and not at `silent`. uniqueKeys compares each key with each other; `duplicateKeys` does the same in one pass.
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false, logLevel: 'error' })
    const broken = document.errors.map((error) => ({
      path: '', ...locateOffset(error.pos[0]), message: plainMessage(error.code, error.message),
    }))
    const locate = locator(document, locateOffset)
    const mistakes = broken.length > 0 ? broken : duplicateKeys(document, locateOffset)
    return mistakes.length > 0 ? { mistakes } : { value: valueOf(document), locate }
  } catch (error) {
    // The parser's only throws on text: nested too deep for its stack, or aliases that multiply.
    return { mistakes: [{ path: '', message: tooMuch(error) }] }
  }
}

export function readObject(given: Record<string, unknown>): ReadDocument {
  try {
    const json = JSON.stringify(given)
    if (json.length > LARGEST) return { mistakes: [{ path: '', message: TOO_LARGE }] }
    if (json.includes('"__proto__"')) return { mistakes: [{
      path: '',
      message: '"__proto__" is not a name that a fleet file may use',
    }] }
    const value: unknown = JSON.parse(json)
    return { value, locate: (path) => ({ whole: isWritten(value, path) }) }
  } catch {
    // A circular object or one nested too deep; neither comes from a file, so there is no place to point at.
    return { mistakes: [{ path: '', message: 'is not plain JSON: it refers to itself or is nested too deep' }] }
  }
}

function isWritten(value: unknown, [first, ...rest]: Path): boolean {
  if (first === undefined) return true
  return typeof value === 'object' && value !== null && Object.hasOwn(value, first) && isWritten(Reflect.get(value, first), rest)
}

const TOO_LARGE = 'is larger than 1 MiB; a fleet file holds settings only, so split the fleet or remove what is no setting'

function unreadable(text: string): Mistake | undefined {
  if (text.length > LARGEST) return { path: '', message: TOO_LARGE }
  if (text.trim() === '') return {
    path: '', line: 1, column: 1,
    message: 'is empty; begin with "apiVersion: trailboss/v1"',
  }
  const odd = /[^\t\n\r\P{Cc}]|\uFFFD/u.exec(text)
  if (odd) {
    const before = text.slice(0, odd.index).split('\n')
    return {
      path: '', line: before.length, column: (before.at(-1)?.length ?? 0) + 1,
      message: 'holds a byte that is no text here; is it a YAML file in UTF-8?',
    }
  }
  if (countTokens(text, MOST_TOKENS) >= MOST_TOKENS) return {
    path: '',
    message: 'holds more values than any fleet has',
  }
  return undefined
}

function plainMessage(code: string, message: string): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here; a fleet file is one document, so remove the "---"'
  if (code === 'TAB_AS_INDENT') return 'a tab; indent with spaces'
  return `is not YAML: ${[...message].length > 160 ? `${[...message].slice(0, 159).join('')}…` : message.replaceAll('\n', ' ')}`
}

// 100 is the library's own bound on how often aliases may multiply what they repeat.
const valueOf = (document: Document): unknown => document.toJS({ maxAliasCount: 100 })

function tooMuch(error: unknown): string {
  if (error instanceof ReferenceError) return 'repeats itself through aliases (*name) too often; write the values out'
  if (error instanceof RangeError) return 'is nested too deep'
  return `is not YAML: ${shortened(String(error))}`
}
