import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ABORT, AMEND, provisionId, SKIP_STEP } from '../../workflows/contract/operations.ts'
import type { ProvisionResult } from '../../workflows/contract/operations.ts'
import { refusing, setFaults, startDay, untilParked } from '../support/rehearsed-day.ts'
import { openStage, type Stage } from '../support/stage.ts'

const TOOLS = `      tools:
        kubernetes: { engine: rke2, version: v1.33.5+rke2r1 }
        pools:
          all: { roles: [etcd, controlplane, worker], count: 1, size: m5.large }
`

describe('an amendment that comes when the network and the machines are done', () => {
  let stage: Stage
  let amended: string

  beforeAll(async () => {
    stage = await openStage({ speed: 400 })
    stage.startWorker()
    amended = stage.fleet
      .replace('allowFrom: [203.0.113.0/24]', 'allowFrom: [203.0.113.0/24, 198.51.100.0/24]')
      .replace('    developers: {', `${TOOLS}    developers: {`)
  }, 60_000)

  afterAll(() => stage.stop(), 30_000)

  async function provisionUntilPoolsPark() {
    await startDay(stage, refusing('quota', 'CreateAutoScalingGroup'))
    const run = await stage.start('provisionEnvironment', provisionId('dev'))
    const keys = (await untilParked(run)).map(({ key }) => key)
    expect(keys).toContain('aws.autoScalingGroup/apps.workers')
    return run
  }

  it('changes what was done, begins the cluster that is new, and the run ends well', async () => {
    const run = await provisionUntilPoolsPark()
    const step = 'aws.autoScalingGroup/apps.workers'
    await expect(run.executeUpdate(SKIP_STEP, { args: [{ step }] })).rejects.toMatchObject({
      cause: { type: 'InvalidInput', message: expect.stringContaining('rancher.nodes/apps.workers need it') },
    })
    await expect(run.executeUpdate(AMEND)).rejects.toMatchObject({ cause: { type: 'InvalidInput' } })
    setFaults(stage, 'none')

    await run.executeUpdate(AMEND, { args: [{ fleet: amended }] })

    const result: ProvisionResult = await run.result()
    expect(result.made).toEqual(expect.arrayContaining(['rancher.clusterActive/apps', 'rancher.clusterActive/tools']))
    const plan = await (await stage.start('planEnvironment', 'plan/dev/amended', { fleet: amended })).result()
    expect(plan).toMatchObject({ make: [], change: [], remove: [], unknown: [] })
    const keeper = await stage.client.workflow.getHandle('environment/dev').query('keeper')
    expect(keeper).toMatchObject({ inForce: { fleet: amended } })
  }, 90_000)

  it('hides nothing from an abort: what the older fleet file asked for is removed too', async () => {
    const run = await provisionUntilPoolsPark()
    const smaller = stage.fleet.replace(/ {10}ingress: .*\n/, '')

    await run.executeUpdate(AMEND, { args: [{ fleet: smaller }] })
    await untilParked(run)
    await run.executeUpdate(ABORT)

    await expect(run.result()).rejects.toMatchObject({ cause: { type: 'Aborted' } })
    expect((await stage.summary()).counts).toEqual({})
  }, 90_000)
})
