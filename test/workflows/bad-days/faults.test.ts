import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { FaultKind } from '../../../infra/rehearsal/faults/fault-plan.ts'
import { ABORT, provisionId, RETRY_STEP } from '../../../workflows/contract/operations.ts'
import { callsOf, countsOf, ownerKeys, refusing, setFaults, startDay, untilParked } from '../../support/rehearsed-day.ts'
import { openStage, type Stage } from '../../support/stage.ts'

const DEV = provisionId('dev')
/** World time runs so many times as fast as the engine's back-off. */
const SPEED = 400
/** Of the reference fleet: a public and a private one in each of three zones. */
const SUBNETS = 6
const total = (calls: Record<string, number>) => Object.values(calls).reduce((sum, count) => sum + count, 0)

describe('a provisioning on a bad day', () => {
  let stage: Stage
  const quiet: { calls: Record<string, number>; keys: string[] } = { calls: {}, keys: [] }
  const provision = (input = {}) => stage.start('provisionEnvironment', DEV, input)

  beforeAll(async () => {
    stage = await openStage({ speed: SPEED })
    stage.startWorker()
    await startDay(stage, 'none')
    await (await provision()).result()
    Object.assign(quiet, { calls: await callsOf(stage), keys: await ownerKeys(stage) })
  }, 90_000)

  afterAll(() => stage.stop(), 30_000)

  it('backs off from throttling and server errors, each step at a moment of its own, and never storms', async () => {
    const rules = [
      { fault: 'throttle', actions: ['CreateSubnet'], first: SUBNETS },
      { fault: 'throttle', actions: ['CreateVpc', 'RunInstances'], first: 2 },
      { fault: 'serverError', actions: ['*.create', 'POST /v1/*', 'CreateAutoScalingGroup'], first: 2 },
    ]
    await startDay(stage, { rules, inARow: SUBNETS })
    await (await provision()).result()
    expect(await ownerKeys(stage)).toEqual(quiet.keys)

    const calls = await callsOf(stage)
    expect(calls).toMatchObject({ CreateSubnet: 2 * SUBNETS, CreateVpc: 3, CreateAutoScalingGroup: 5 })
    expect(total(calls)).toBeLessThan(2 * total(quiet.calls))
    const moments = await countsOf(stage)
    const [refused, made] = ['throttle', undefined].map((fault) => {
      return moments.find((count) => count.action === 'CreateSubnet' && count.fault === fault)
    })
    expect(made?.firstAt).toBeGreaterThan((refused?.lastAt ?? Infinity) + SPEED * 500)
    // Six that were refused within some milliseconds of each other.
    expect((made?.lastAt ?? 0) - (made?.firstAt ?? 0)).toBeGreaterThan(SPEED * 100)
  }, 90_000)

  it.each(['mild', 'hostile'])('ends well, with one of each, on a %s day', async (day) => {
    await startDay(stage, day)
    await (await provision()).result()
    expect(await ownerKeys(stage)).toEqual(quiet.keys)
    expect(total(await callsOf(stage))).toBeLessThan(4 * total(quiet.calls))
  }, 240_000)

  it.each<[FaultKind, string, string, string, string]>([
    ['badCredentials', 'CreateVpc', 'aws.vpc/main', 'CredentialsRefused', 'AWS credentials'],
    ['accessDenied', 'CreateVpc', 'aws.vpc/main', 'PermissionMissing', 'ec2:CreateVpc'],
    ['quota', 'CreateVpc', 'aws.vpc/main', 'QuotaExceeded', 'raise the quota'],
  ])('parks on %s at %s with one call, and says who can mend it', async (fault, action, key, code, wayOut) => {
    await startDay(stage, refusing(fault, action))
    const run = await provision()
    const parked = (await untilParked(run)).find((step) => step.key === key)
    expect(parked?.reason?.code).toBe(code)
    expect(parked?.reason?.message).toContain(key)
    expect(parked?.reason?.wayOut).toContain(wayOut)
    expect((await callsOf(stage))[action]).toBe(1)
    await run.executeUpdate(ABORT)
    await expect(run.result()).rejects.toMatchObject({ cause: { type: 'Aborted' } })
    expect((await stage.summary()).counts).toEqual({})
  }, 60_000)

  it('parks before it has touched anything where no credentials are taken at all, and goes on with better ones', async () => {
    await startDay(stage, refusing('badCredentials', '*'))
    const run = await provision()
    const parked = await untilParked(run)
    expect(parked.map(({ key }) => key)).toContain('aws.vpc/main')
    expect(new Set(parked.map(({ reason }) => reason?.code))).toEqual(new Set(['CredentialsRefused']))
    expect(parked[0]?.reason?.wayOut).toContain('valid AWS credentials')
    const calls = await callsOf(stage)
    expect(Object.keys(calls).filter((action) => !/^Describe|^apiinfo/.test(action))).toEqual([])
    expect(Math.max(...Object.values(calls))).toBe(1)

    setFaults(stage, 'none')
    await run.executeUpdate(RETRY_STEP, { args: [{ step: '*' }] })
    await run.result()
    expect(await ownerKeys(stage)).toEqual(quiet.keys)
  }, 90_000)

  it('parks an instance that never boots once patience runs out, and names it', async () => {
    await startDay(stage, { neverBoots: { instances: [1] } })
    const run = await provision({ patienceMs: 6_000 })
    const parked = (await untilParked(run)).find(({ key }) => key.startsWith('aws.instance/'))
    expect(parked?.reason).toMatchObject({
      code: 'NotYet',
      message: expect.stringMatching(/^instance i-\w+ is pending$/),
      wayOut: expect.stringContaining(`retry the step "${parked?.key}"`),
    })
    expect((await callsOf(stage)).DescribeInstances).toBeLessThan(60)
    await run.executeUpdate(ABORT)
    await expect(run.result()).rejects.toMatchObject({ cause: { type: 'Aborted' } })
    expect((await stage.summary()).counts).toEqual({})
  }, 60_000)
})
