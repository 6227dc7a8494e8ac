import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { types } from 'node:util'
import { buildProgram } from './build-program.ts'
import { cacheFolder } from './cache-folder.ts'
import { ChecksumMismatch, downloadProgram } from './download-program.ts'
import { holdLock } from './hold-lock.ts'
import type { FindOptions, FoundProgram, Program } from './program.ts'

/**
 * Puts the pinned version into the cache: its official archive if that can be had, else built from source. The
 * program is made in a folder beside and renamed into place, so nobody ever sees half of one.
 */
export async function fetchProgram(program: Program, options: FindOptions): Promise<FoundProgram> {
  const folder = cacheFolder(program, options.env)
  const path = join(folder, program.name)
  await mkdir(dirname(folder), { recursive: true })
  const release = await holdLock(`${folder}.lock`, {
    onWait: (pid) => options.onProgress?.(`process ${pid} is fetching ${program.name}; waiting for it`),
  })
  try {
    // Whoever held the lock before may have fetched it.
    if (await access(path).then(() => true, () => false)) return { path, version: program.version, source: 'cache' }
    return { path, version: program.version, source: await fetchInto(folder, program, options) }
  } finally {
    await release()
  }
}

async function fetchInto(folder: string, program: Program, options: FindOptions): Promise<'download' | 'build'> {
  const making = await mkdtemp(`${folder}.making-`)
  try {
    const source = await make(making, program, options)
    // The folder can be there without the program when somebody tidied up by hand.
    await rm(folder, { recursive: true, force: true })
    await rename(making, folder)
    return source
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function make(folder: string, program: Program, options: FindOptions): Promise<'download' | 'build'> {
  const reasons: string[] = []
  for (const [source, act] of [['download', downloadProgram], ['build', buildProgram]] as const) {
    try {
      await act(folder, program, options)
      return source
    } catch (error) {
      // Somebody changed the archive: to go on quietly by another way would hide it.
      if (error instanceof ChecksumMismatch) throw error
      reasons.push(types.isNativeError(error) ? error.message : String(error))
      options.onProgress?.(`${program.name} ${program.version}: ${reasons.at(-1)}`)
    }
  }
  const variable = `TRAILBOSS_${program.name.toUpperCase().replaceAll('-', '_')}`
  throw new Error(`${program.name} ${program.version} cannot be had: ${reasons.join('; ')}. Install it and name it in ${variable}`)
}
