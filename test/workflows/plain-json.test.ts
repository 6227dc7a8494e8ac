import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { MAIN_QUEUE, provisionId } from '../../workflows/contract/operations.ts'
import { refusing, startDay, temporalCommand, untilParked } from '../support/rehearsed-day.ts'
import { openStage, type Stage } from '../support/stage.ts'

const DEV = provisionId('dev')

describe('a provisioning by the temporal command alone', () => {
  let stage: Stage
  const start = (input: unknown) => {
    const named = ['--type', 'provisionEnvironment', '--task-queue', MAIN_QUEUE, '--workflow-id', DEV]
    return temporalCommand(stage, 'workflow', 'start', ...named, '--input', JSON.stringify(input))
  }
  const ask = (...command: string[]) => temporalCommand(stage, 'workflow', ...command, '--workflow-id', DEV)

  beforeAll(async () => {
    stage = await openStage({ speed: 400 })
    stage.startWorker()
  }, 60_000)

  afterAll(() => stage.stop(), 30_000)

  it.each<[string, (fleet: string) => unknown]>([
    ['text', (fleet) => fleet],
    ['a JSON object', (fleet): unknown => parse(fleet)],
  ])('starts from a fleet file as %s, and shows its board', async (_form, given) => {
    await startDay(stage, refusing('quota', 'CreateNatGateway'))
    const started = await start({ fleet: given(stage.fleet), environment: 'dev' })
    expect({ exitCode: started.exitCode, stderr: started.stderr }).toEqual({ exitCode: 0, stderr: '' })
    await untilParked(stage.client.workflow.getHandle(DEV))
    const board = await ask('query', '--name', 'board')
    expect(board.stdout).toContain('aws.natGateway/main')
    expect(board.stdout).toContain('QuotaExceeded')
    const details = await ask('metadata')
    expect(details.stdout).toContain('**aws.natGateway/main** QuotaExceeded')
    expect(details.stdout).toContain('- done `aws.vpc/main`')
    expect(await ask('update', 'execute', '--name', 'abort')).toMatchObject({ exitCode: 0 })
    await expect(stage.client.workflow.getHandle(DEV).result()).rejects.toMatchObject({ cause: { type: 'Aborted' } })
  }, 60_000)

  it.each<[string, unknown, string[]]>([
    ['keys that are missing, wrong or unknown', { flet: '', onFailure: 'panic' },
      ['fleet:', 'environment:', 'onFailure:', 'flet']],
    ['mistakes inside the fleet',
      { fleet: { apiVersion: 'trailboss/v9', environments: { dev: { cloud: 3 } } }, environment: 'dev' },
      ['apiVersion', 'environments.dev.cloud']],
    ['an environment that the fleet lacks',
      { fleet: { apiVersion: 'trailboss/v1', fleet: 'acme', environments: {} }, environment: 'dev' }, ['dev']],
    ['no input at all', null, ['input: ', 'expected object']],
  ])('fails at once on %s, once, and names each', async (_what, input, named) => {
    expect(await start(input)).toMatchObject({ exitCode: 0 })
    const failure: unknown = await stage.client.workflow.getHandle(DEV).result().catch((error: unknown) => error)
    expect(failure).toMatchObject({ cause: { type: 'InvalidInput', nonRetryable: true } })
    const shown = await ask('show')
    for (const name of named) expect(shown.stdout).toContain(name)
    const { raw } = await stage.client.workflow.getHandle(DEV).describe()
    // Started, one task with its local activity, failed: nothing was tried again.
    expect(Number(raw.workflowExecutionInfo?.historyLength)).toBeLessThanOrEqual(6)
  }, 30_000)
})
