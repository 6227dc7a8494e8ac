import { parseArgs } from 'node:util'

/** `--<name>=<value>` of the command line; every bench gets them all and takes what is its own. */
export function argument(name: string, otherwise: string): string {
  const { values } = parseArgs({ args: process.argv.slice(2), options: { [name]: { type: 'string' } }, strict: false })
  const value = values[name]
  return typeof value === 'string' ? value : otherwise
}
