import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import { fetchProgram } from './fetch-program.ts'
import type { FindOptions, FoundProgram, Program } from './program.ts'
import { programs, type ProgramName } from './programs/index.ts'
import { readVersion, unfit } from './program-version.ts'

/**
 * Where a program is, fetched into the cache when the machine has none that does. Twice is safe: the second call
 * finds what the first one fetched, and two at once fetch it once.
 */
export const findProgram = (name: ProgramName, options: FindOptions): Promise<FoundProgram> =>
  provideProgram(programs[name], options)

/** The same for any entry. */
export async function provideProgram(program: Program, options: FindOptions): Promise<FoundProgram> {
  return (
    (await namedByVariable(program, options)) ??
    (await onPath(program, options)) ??
    (await inCache(program, options)) ??
    fetchProgram(program, options)
  )
}

/** A variable is a decision of the operator: when it cannot be followed, nothing else is tried in its place. */
async function namedByVariable(program: Program, { env }: FindOptions): Promise<FoundProgram | undefined> {
  const variable = `TRAILBOSS_${program.name.toUpperCase().replaceAll('-', '_')}`
  const path = env[variable]
  if (!path) return undefined
  if (!(await canRun(path))) {
    throw new Error(`${variable}: no program that can be run at "${path}"; correct the variable or unset it`)
  }
  const version = await readVersion(program, path)
  const why = unfit(program, version)
  if (why) throw new Error(`${variable}: "${path}" ${why}; correct the variable or unset it`)
  return { path, version: version ?? program.version, source: 'variable' }
}

async function onPath(program: Program, { env, onProgress }: FindOptions): Promise<FoundProgram | undefined> {
  // A relative folder in PATH would make the answer depend on where one stands.
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(isAbsolute)) {
    const path = join(folder, program.name)
    if (!(await canRun(path))) continue
    const version = await readVersion(program, path)
    const why = unfit(program, version)
    if (!why && version) return { path, version, source: 'path' }
    onProgress?.(`${path} ${why}, so it is passed over`)
  }
  return undefined
}

/** What is in the cache was checked before it was put there under its version, so it is not run to be asked again. */
async function inCache(program: Program, { env }: FindOptions): Promise<FoundProgram | undefined> {
  const path = join(cacheFolder(program, env), program.name)
  return (await canRun(path)) ? { path, version: program.version, source: 'cache' } : undefined
}

const canRun = (path: string): Promise<boolean> => access(path, constants.X_OK).then(() => true, () => false)
