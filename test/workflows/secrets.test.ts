import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ABORT, bringUpRancherId, createClusterId, keeperId, provisionId } from '../../workflows/contract/operations.ts'
import { type EchoingGateway, startEchoingGateway } from '../support/echoing-gateway.ts'
import { boardOf, startDay, temporalCommand, untilParked } from '../support/rehearsed-day.ts'
import { openStage, PLANTED_SECRET, type Stage } from '../support/stage.ts'

const DEV = provisionId('dev')
const OPERATIONS = [DEV, bringUpRancherId('dev'), createClusterId('dev', 'apps'), keeperId('dev')]

describe('no secret is in the database, a log, a history, a failure or a board', () => {
  let stage: Stage
  let gateway: EchoingGateway
  const provision = () => stage.start('provisionEnvironment', DEV)

  beforeAll(async () => {
    stage = await openStage({ speed: 400 })
    gateway = await startEchoingGateway(stage.world.url)
    stage.startWorker({ TRAILBOSS_GATEWAY: gateway.url })
    await startDay(stage, 'none')
  }, 60_000)

  afterAll(async () => {
    await stage.stop()
    await gateway.stop()
  }, 30_000)

  it('while Rancher repeats the password that it refuses', async () => {
    gateway.refuse(/^rancher\./)
    const run = await provision()
    const [parked] = await untilParked(run)
    expect(parked?.key).toBe('rancher.admin/main')
    expect(parked?.reason?.message).toContain('refused: POST')
    await expectNoLeak(stage, JSON.stringify(await boardOf(run)))
    await run.executeUpdate(ABORT)
    await expect(run.result()).rejects.toMatchObject({ cause: { type: 'Aborted' } })
  }, 60_000)

  it('after an environment was made', async () => {
    gateway.refuse(/^$/)
    const run = await provision()
    const result: unknown = await run.result()
    await expectNoLeak(stage, JSON.stringify([result, await boardOf(run)]))
  }, 60_000)

  it('after Zabbix and Rancher repeat the tokens that they refuse', async () => {
    gateway.refuse(/./)
    const run = await provision()
    const codes = (await untilParked(run)).map(({ reason }) => reason?.code)
    expect(codes).toContain('PermissionMissing')
    await expectNoLeak(stage, JSON.stringify(await boardOf(run)))
    await run.terminate('the test has seen enough')
  }, 60_000)
})

async function expectNoLeak(stage: Stage, told: string): Promise<void> {
  const secrets = await secretsOf(stage)
  const places = await placesOf(stage)
  // What must be found, or the search proves nothing.
  expect(places.get('temporal.db')).toContain('aws.vpc/main')
  expect(places.get(`history of ${DEV}`)).toContain('rancher.dev.acme.example')
  places.set('what was told', told)
  const leaks = [...places].flatMap(([place, content]) =>
    [...secrets].flatMap(([name, secret]) => (content.includes(secret) ? [`${name} in ${place}`] : [])),
  )
  expect(leaks).toEqual([])
}

/** By name: what was planted, and everything that Trailboss made and keeps. */
async function secretsOf({ folder, workerEnv }: Stage): Promise<Map<string, string>> {
  const kept = join(folder, 'secrets')
  const files = await readdir(kept, { recursive: true, withFileTypes: true })
  const secrets = new Map([
    ['ZABBIX_TOKEN', PLANTED_SECRET],
    ['AWS_SECRET_ACCESS_KEY', workerEnv.AWS_SECRET_ACCESS_KEY ?? ''],
  ])
  for (const file of files.filter((entry) => entry.isFile())) {
    secrets.set(file.name, (await readFile(join(file.parentPath, file.name), 'utf8')).trim())
  }
  expect([...secrets.keys()]).toEqual(expect.arrayContaining(['rancher-admin-password']))
  expect([...secrets.values()].every((secret) => secret.length >= 8)).toBe(true)
  return secrets
}

/** The database, its journal and the logs as they are on disk, and the histories as a person reads them. */
async function placesOf(stage: Stage): Promise<Map<string, string>> {
  const places = new Map<string, string>()
  for (const entry of await readdir(stage.folder, { withFileTypes: true })) {
    if (entry.isFile()) places.set(entry.name, await readFile(join(stage.folder, entry.name), 'latin1'))
  }
  for (const id of OPERATIONS) {
    const shown = await temporalCommand(stage, 'workflow', 'show', '--workflow-id', id, '--output', 'json')
    const read = (_all: string, data: string) => Buffer.from(data, 'base64').toString()
    places.set(`history of ${id}`, shown.stdout.replace(/"data": "([\w+/=]+)"/g, read))
  }
  return places
}
