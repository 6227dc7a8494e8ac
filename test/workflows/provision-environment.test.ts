import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { DecommissionResult, PlanResult, ProvisionResult } from '../../workflows/contract/operations.ts'
import { openStage, type Stage } from '../support/stage.ts'

describe('an environment of the reference fleet', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage()
    stage.startWorker()
  }, 60_000)

  afterAll(() => stage.stop(), 30_000)

  it('is made whole, found right the second time, and removed without a rest', async () => {
    const made: ProvisionResult = await (await stage.start('provisionEnvironment', 'provision/dev')).result()
    expect(made.changed).toEqual([])
    expect(made.made).toContain('rancher.clusterActive/apps')

    const plan: PlanResult = await (await stage.start('planEnvironment', 'plan/dev/1')).result()
    expect({ ...plan, unchanged: plan.unchanged.length }).toMatchObject({ make: [], change: [], remove: [], unchanged: made.made.length + made.unchanged.length })

    const again: ProvisionResult = await (await stage.start('provisionEnvironment', 'provision/dev')).result()
    expect(again).toMatchObject({ made: [], changed: [] })

    const removed: DecommissionResult = await (await stage.start('decommissionEnvironment', 'decommission/dev')).result()
    expect(removed.left).toEqual([])
    expect((await stage.summary()).counts).toEqual({})
  }, 120_000)
})
