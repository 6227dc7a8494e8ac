import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Program } from './program.ts'

/** The folder of one version of one program, below the user's own cache. */
export function cacheFolder({ name, version }: Program, env: NodeJS.ProcessEnv): string {
  const base = env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache')
  return join(base, 'trailboss', 'programs', name, version)
}
