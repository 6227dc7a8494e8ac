import { refuse } from '../failures.ts'

/** One assignment per line, whatever the values hold: a shell that reads them gets the values back and runs nothing. */
export function settingsBlock(settings: Record<string, string>): string {
  return Object.entries(settings).map(([name, value]) => `${name}=${quoteSetting(name, value)}`).join('\n')
}

/** One word to bash. On one line as well, also where `value` has several. */
export function shellQuote(value: string): string {
  if (!CONTROL.test(value)) return `'${value.replaceAll("'", `'\\''`)}'`
  return `$'${value.replace(/[\\']/g, '\\$&').replace(CONTROLS, octal)}'`
}

function quoteSetting(name: string, value: string): string {
  if (!value.includes('\0')) return shellQuote(value)
  throw refuse('InvalidInput', `${name} holds a zero byte, which no shell can keep`, 'take it out of the fleet file')
}

const CONTROL = /[\u0001-\u001f\u007f]/
const CONTROLS = new RegExp(CONTROL, 'g')

// Always three digits, so that a digit which follows in the value is not taken for part of it.
const octal = (character: string) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`
