import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { decommissionId, provisionId, type DecommissionResult } from '../../workflows/contract/operations.ts'
import { callsOf, countsOf, ownerKeys, startDay } from '../support/rehearsed-day.ts'
import { openStage, type Stage } from '../support/stage.ts'

describe('a world whose creating calls lose their first answer', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage({ speed: 400 })
    stage.startWorker()
  }, 60_000)

  afterAll(() => stage.stop(), 30_000)

  it('gets one of each, as on a quiet day, and is removed without a rest', async () => {
    await startDay(stage, 'none')
    await (await stage.start('provisionEnvironment', provisionId('dev'))).result()
    const quiet = await ownerKeys(stage)
    const creating = creations(Object.keys(await callsOf(stage)))
    expect(creating).toEqual(expect.arrayContaining(['RunInstances', 'CreateAutoScalingGroup', 'hostgroup.create']))

    await startDay(stage, { rules: [{ fault: 'lostAnswer', actions: CREATING, first: 1 }] })
    await (await stage.start('provisionEnvironment', provisionId('dev'))).result()
    expect(await lostActions(stage)).toEqual(creating)
    expect(await ownerKeys(stage)).toEqual(quiet)

    const run = await stage.start('decommissionEnvironment', decommissionId('dev'))
    const { left }: DecommissionResult = await run.result()
    expect(left).toEqual([])
    expect((await stage.summary()).counts).toEqual({})
  }, 120_000)
})

/** Whatever makes a thing: by an AWS action, a Zabbix method, or a POST to Rancher. */
const CREATING = ['Create*', 'Run*', 'Allocate*', 'Import*', 'POST /v1/*', 'POST /v3*', '*.create']

/** Faults and the call log name a Zabbix method with and without its POST; each Rancher has a user id of its own. */
function creations(called: readonly string[]): string[] {
  const plain = called.map((action) => action.replace(/^POST (?=\w)/, '').replace(/user-\w+$/, 'user-…'))
  return [...new Set(plain.filter((action) => IS_CREATING.test(action)))].sort()
}

const IS_CREATING = /^(Create|Run|Allocate|Import|POST \/v[13])|\.create$/

async function lostActions(stage: Stage): Promise<string[]> {
  const lost = (await countsOf(stage)).filter(({ fault }) => fault === 'lostAnswer')
  return creations(lost.map(({ action }) => action))
}
