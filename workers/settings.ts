import { homedir } from 'node:os'
import { join } from 'node:path'

/** What a worker is told by its environment, read once. Temporal's own settings and the clouds' stay with their clients. */
export interface WorkerSettings {
  /** Where secrets that Trailboss makes are kept (`kept:` references). */
  secretsFolder: string
  /** Reaches Rancher and Zabbix servers through this address instead of their own (`activities/http/`). */
  gateway?: string
  /** Activities per second and cloud account, over all workers together. */
  cloudRate: number
  /** How many workflows stay in memory; each costs about a third of a megabyte. */
  cachedWorkflows: number
  /** For references of the form `env:NAME`. */
  env: Readonly<Record<string, string | undefined>>
}

/** EC2 refills its buckets for changes at 5 to 20 calls a second; an activity makes one to three, most of them looks. */
const DEFAULT_CLOUD_RATE = 50

export function readSettings(env: Readonly<Record<string, string | undefined>>): WorkerSettings {
  const gateway = env.TRAILBOSS_GATEWAY
  return {
    secretsFolder: env.TRAILBOSS_SECRETS ?? join(homeFolder(env), 'secrets'),
    ...(gateway ? { gateway } : {}),
    cloudRate: positive('TRAILBOSS_CLOUD_RATE', env.TRAILBOSS_CLOUD_RATE, DEFAULT_CLOUD_RATE),
    cachedWorkflows: positive('TRAILBOSS_CACHED_WORKFLOWS', env.TRAILBOSS_CACHED_WORKFLOWS, 200),
    env,
  }
}

function homeFolder(env: Readonly<Record<string, string | undefined>>): string {
  return env.TRAILBOSS_HOME ?? join(env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'trailboss')
}

function positive(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined || value === '') return otherwise
  const number = Number(value)
  if (Number.isFinite(number) && number > 0) return number
  throw new Error(`${name} is "${value}"; it has to be a number above 0`)
}
