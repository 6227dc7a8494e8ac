import { createHash } from 'node:crypto'

/** What programs need of the machine. Nothing else goes into a rehearsal: real credentials have no place there. */
const OF_THE_MACHINE = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'TZ']

export interface Rehearsed {
  fleetText: string
  worldUrl: string
  secretsFolder: string
  /** The environment of the command. */
  machine: NodeJS.ProcessEnv
}

/** The environment of a rehearsal's worker: the world in the place of each cloud, made-up secrets for real ones. */
export function workerEnvironment({ fleetText, worldUrl, secretsFolder, machine }: Rehearsed): NodeJS.ProcessEnv {
  const names = new Set(['ZABBIX_TOKEN', ...[...fleetText.matchAll(/\benv:([A-Za-z_]\w*)/g)].map(([, name]) => name ?? '')])
  return {
    ...Object.fromEntries([...names].map((name) => [name, madeUp(name)])),
    ...Object.fromEntries(OF_THE_MACHINE.map((name) => [name, machine[name]])),
    AWS_ENDPOINT_URL: worldUrl,
    AWS_ACCESS_KEY_ID: 'rehearsal',
    AWS_SECRET_ACCESS_KEY: madeUp('AWS_SECRET_ACCESS_KEY'),
    // A profile of the user's could name an endpoint or a role of its own.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    TRAILBOSS_GATEWAY: worldUrl,
    TRAILBOSS_SECRETS: secretsFolder,
  }
}

/** The same each time, so that a rehearsal that is gone on with knows its secrets; worth nothing outside of it. */
const madeUp = (name: string): string => createHash('sha256').update(`rehearsal ${name}`).digest('hex')
