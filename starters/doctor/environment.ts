import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { Fleet } from '../../workflows/contract/fleet/fleet.ts'
import { readEnvironment, readFleet } from '../fleet-source.ts'
import type { Check } from '../render/checks.ts'
import { Stop } from '../stop.ts'

/** Beyond this, AWS refuses a signature. */
const MOST_SKEW_MS = 5 * 60_000

/** The fleet file, and what one of its environments needs: secrets of its own and credentials of its cloud. */
export async function checkFleet(file: string, environment: string | undefined): Promise<Check[]> {
  const name = 'fleet file'
  try {
    const { fleet } = environment === undefined ? await readFleet(file) : await readEnvironment(file, environment)
    const check: Check = { name, state: 'ok', found: `${file}: fleet "${fleet.name}"` }
    return environment === undefined
      ? [check, { name: 'credentials, clock', state: 'skipped', found: 'name an environment to check them' }]
      : [check, checkSecrets(fleet, environment), ...(await checkCloud(fleet, environment))]
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return [{ name, state: 'missing', found: error.message.split('\n')[0] ?? '', mend: `trailboss validate -f ${file}` }]
  }
}

function checkSecrets(fleet: Fleet, environment: string): Check {
  const written = JSON.stringify(fleet.environments[environment])
  const names = [...new Set([...written.matchAll(/"env:(\w+)"/g)].map((match) => match[1] ?? ''))]
  const unset = names.filter((name) => !process.env[name])
  return {
    name: 'secrets',
    state: unset.length === 0 ? 'ok' : 'missing',
    found: unset.length === 0 ? names.join(', ') || 'none by environment variable' : `not set: ${unset.join(', ')}`,
    mend: 'set them where the worker is started',
  }
}

async function checkCloud(fleet: Fleet, environment: string): Promise<Check[]> {
  const cloud = fleet.environments[environment]?.cloud
  if (cloud?.provider !== 'aws') return [{ name: 'credentials', state: 'skipped', found: `not looked at for ${cloud?.provider}` }]
  const client = new STSClient({ region: cloud.region, maxAttempts: 2 })
  try {
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}))
    const skewMs = Math.abs(client.config.systemClockOffset)
    return [
      { name: 'AWS credentials', state: 'ok', found: `account ${Account}, ${Arn}` },
      {
        name: 'clock', state: skewMs < MOST_SKEW_MS ? 'ok' : 'missing', found: `${Math.round(skewMs / 1000)} s from AWS's`,
        mend: 'set the clock of this machine by NTP',
      },
    ]
  } catch (error) {
    const found = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return [{ name: 'AWS credentials', state: 'missing', found, mend: 'sign in (aws sso login), or set AWS_PROFILE or the AWS_* keys' }]
  } finally {
    client.destroy()
  }
}
