import { join } from 'node:path'
import { collect, root } from './processes.mjs'

/**
 * Makes sure a program is there, and returns the variable under which everything started from here finds it. It runs the
 * product's own search, in a process of the project's Node, so set-up and product never disagree.
 */
export async function ensureProgram(name, env) {
  const search = [join(root, 'node_modules', '.bin', 'node'), 'infra/setup/provide-program.ts', name]
  const { code, stdout, stderr } = await collect(search, { env, onProgress: (chunk) => process.stderr.write(chunk) })
  if (code !== 0) throw new Error(`the search for ${name} broke: ${stderr.trim().split('\n').at(-1)}`)
  const { path, error } = JSON.parse(stdout)
  if (error) throw new Error(error)
  return { [`TRAILBOSS_${name.toUpperCase()}`]: path }
}
