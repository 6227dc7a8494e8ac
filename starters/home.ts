import { homedir } from 'node:os'
import { join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Where the embedded Temporal's database, logs and rehearsals lie, as the XDG base directories have it. */
export function homeFolder(env: Environment = process.env): string {
  if (env['TRAILBOSS_HOME']) return env['TRAILBOSS_HOME']
  return join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'trailboss')
}

export const rehearsalFolder = (fleet: string, environment: string, env?: Environment): string =>
  join(homeFolder(env), 'rehearsals', `${fleet}-${environment}`)
