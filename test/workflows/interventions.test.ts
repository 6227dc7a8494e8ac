import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  ABORT, AMEND, decommissionId, provisionId, RETRY_STEP, SKIP_STEP,
} from '../../workflows/contract/operations.ts'
import type { ProvisionResult } from '../../workflows/contract/operations.ts'
import type { Key } from '../../workflows/contract/resource.ts'
import { boardOf, refusing, setFaults, startDay, temporalCommand, untilParked } from '../support/rehearsed-day.ts'
import { openStage, type Stage } from '../support/stage.ts'

const DEV = provisionId('dev')

describe('a person answers a provisioning', () => {
  let stage: Stage
  const provision = (input = {}) => stage.start('provisionEnvironment', DEV, input)
  const update = (name: string, input?: unknown) => {
    const named = ['workflow', 'update', 'execute', '--workflow-id', DEV, '--name', name]
    return temporalCommand(stage, ...named, ...(input === undefined ? [] : ['--input', JSON.stringify(input)]))
  }

  beforeAll(async () => {
    stage = await openStage({ speed: 400 })
    stage.startWorker()
  }, 60_000)

  afterAll(() => stage.stop(), 30_000)

  it('retries one step or all of them, and what was made is gone after an abort', async () => {
    await startDay(stage, refusing('accessDenied', 'CreateInternetGateway', 'ImportKeyPair'))
    const run = await provision()
    expect((await untilParked(run)).map(({ key }) => key)).toEqual(
      expect.arrayContaining(['aws.internetGateway/main', 'aws.keyPair/main']),
    )
    const step = 'aws.internetGateway/main'
    await expect(run.executeUpdate(RETRY_STEP, { args: [{ step: 'aws.vpc/none' }] })).rejects.toMatchObject({
      cause: { type: 'InvalidInput', message: expect.stringContaining(step) },
    })
    setFaults(stage, refusing('quota', 'CreateNatGateway'))
    expect(await run.executeUpdate<Key[], [object]>(RETRY_STEP, { args: [{ step }] })).toEqual([step])
    expect(await update(RETRY_STEP, { step: '*' })).toMatchObject({ exitCode: 0 })
    const parked = (await untilParked(run)).map(({ key, reason }) => [key, reason?.code])
    expect(parked).toEqual([['aws.natGateway/main', 'QuotaExceeded']])
    await run.executeUpdate(ABORT)
    await expect(run.result()).rejects.toMatchObject({ cause: { type: 'Aborted' } })
    expect((await stage.summary()).counts).toEqual({})
  }, 60_000)

  it('undoes a run whose Rancher and cluster are there already', async () => {
    await startDay(stage, refusing('accessDenied', 'CreateLaunchTemplate'))
    const run = await provision()
    expect((await untilParked(run)).map(({ key }) => key)).toContain('aws.launchTemplate/apps.control')
    await run.executeUpdate(ABORT)
    await expect(run.result()).rejects.toMatchObject({ cause: { type: 'Aborted' } })
    expect((await stage.summary()).counts).toEqual({})
  }, 50_000)

  it('may skip what nothing else waits for, and nothing else', async () => {
    await startDay(stage, refusing('accessDenied', 'CreateNatGateway', 'action.create'))
    const run = await provision()
    await untilParked(run)
    const refused = await update(SKIP_STEP, { step: 'aws.natGateway/main' })
    expect(refused.exitCode).not.toBe(0)
    expect(refused.stderr).toContain('cannot be skipped: aws.routeTable/private')
    const taken = await update(SKIP_STEP, { step: 'zabbix.registrationAction/main' })
    expect({ exitCode: taken.exitCode, stderr: taken.stderr }).toEqual({ exitCode: 0, stderr: '' })
    const { steps } = await boardOf(run)
    expect(steps.find(({ key }) => key === 'zabbix.registrationAction/main')?.state).toBe('skipped')
    expect(await update(ABORT)).toMatchObject({ exitCode: 0 })
    await expect(run.result()).rejects.toMatchObject({ cause: { type: 'Aborted' } })
    expect((await stage.summary()).counts).toEqual({})
  }, 60_000)

  it('mends an image that the cloud does not know by a corrected fleet file, and the run ends well', async () => {
    await startDay(stage, 'none')
    const wrong = stage.fleet.replace('  dev:\n', '  dev:\n    image: ami-0123456789abcdef0\n')
    const run = await provision({ fleet: wrong })
    const bastion = (await untilParked(run)).find(({ key }) => key === 'aws.instance/bastion')
    expect(bastion?.reason).toMatchObject({
      code: 'UnknownReference',
      message: expect.stringContaining('ami-0123456789abcdef0'),
      wayOut: expect.stringContaining('fleet file'),
    })
    await expect(run.executeUpdate(AMEND, { args: [{ fleet: 'environments: {}' }] })).rejects.toMatchObject({
      cause: { type: 'InvalidInput' },
    })
    expect(await update(AMEND, { fleet: stage.fleet })).toMatchObject({ exitCode: 0 })
    const result: ProvisionResult = await run.result()
    expect(result.made).toEqual(expect.arrayContaining(['aws.instance/bastion', 'rancher.clusterActive/apps']))
  }, 60_000)

  it('undoes the run by itself where onFailure is rollback', async () => {
    await startDay(stage, refusing('quota', 'CreateNatGateway'))
    const run = await provision({ onFailure: 'rollback' })
    await expect(run.result()).rejects.toMatchObject({ cause: { type: 'QuotaExceeded' } })
    expect((await stage.summary()).counts).toEqual({})
  }, 60_000)

  it('stops and leaves what there is where onFailure is fail', async () => {
    await startDay(stage, refusing('quota', 'CreateNatGateway'))
    const run = await provision({ onFailure: 'fail' })
    await expect(run.result()).rejects.toMatchObject({
      cause: { type: 'QuotaExceeded', message: expect.stringContaining('aws.natGateway/main') },
    })
    expect((await stage.summary()).counts).toMatchObject({ vpc: 1 })
  }, 60_000)

  it('finds a busy environment refused at once, with its holder named, and free once that is terminated', async () => {
    await startDay(stage, refusing('quota', 'CreateNatGateway'))
    const holder = await provision()
    await untilParked(holder)
    const second = await stage.start('decommissionEnvironment', decommissionId('dev'))
    await expect(second.result()).rejects.toMatchObject({
      cause: { cause: { type: 'EnvironmentBusy', message: expect.stringContaining(DEV) } },
    })
    await holder.terminate('the test wants it gone')
    setFaults(stage, 'none')
    await (await stage.start('decommissionEnvironment', decommissionId('dev'))).result()
    expect((await stage.summary()).counts).toEqual({})
  }, 60_000)
})
