import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { provisionId } from '../../workflows/contract/operations.ts'
import { ownerKeys, startDay } from '../support/rehearsed-day.ts'
import { openStage, type Stage } from '../support/stage.ts'

const TOOLS = `      tools:
        kubernetes: { engine: rke2, version: v1.33.5+rke2r1 }
        pools:
          all: { roles: [etcd, controlplane, worker], count: 1, size: m5.large }
`

describe('one cluster of two that fails', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage({ speed: 400 })
    stage.startWorker()
  }, 60_000)

  afterAll(() => stage.stop(), 30_000)

  it('leaves the other as it is where onFailure is fail', async () => {
    await startDay(stage, { rules: [{ fault: 'quota', actions: ['CreateAutoScalingGroup'], first: 1 }] })
    const fleet = stage.fleet.replace('    developers: {', `${TOOLS}    developers: {`)

    const run = await stage.start('provisionEnvironment', provisionId('dev'), { fleet, onFailure: 'fail' })

    await expect(run.result()).rejects.toMatchObject({ cause: { cause: { type: 'QuotaExceeded' } } })
    const made = ['aws.launchTemplate/apps.control', 'aws.launchTemplate/tools.all']
    expect(await ownerKeys(stage)).toEqual(expect.arrayContaining(made))
  }, 90_000)
})
