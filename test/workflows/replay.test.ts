import { beforeAll, describe, expect, it } from '@jest/globals'
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker, type ReplayWorkerOptions } from '@temporalio/worker'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { workflowBundle } from '../../workers/workflow-bundle.ts'

const folder = new URL('../histories/', import.meta.url)
const recorded = readdirSync(folder).filter((file) => file.endsWith('.json'))

describe('runs that began with an older Trailboss', () => {
  let options: ReplayWorkerOptions

  beforeAll(async () => {
    // A replay that fails on purpose must not look like a failure in the log.
    const logging = { filter: makeTelemetryFilterString({ core: 'ERROR' }) }
    Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging } })
    options = { workflowBundle: await workflowBundle() }
  }, 60_000)

  it('are recorded for each operation', () => {
    expect(recorded).toHaveLength(5)
  })

  it.each(recorded)('go on as they began: %s', async (file) => {
    const history: unknown = JSON.parse(await readFile(new URL(file, folder), 'utf8'))
    await Worker.runReplayHistory(options, history, file.replace('.json', ''))
  })

  it('fail the replay when their story is another one', async () => {
    const text = await readFile(new URL('provision-dev.json', folder), 'utf8')

    const told: unknown = JSON.parse(text.replaceAll('"observeEnvironment"', '"lookElsewhere"'))

    await expect(Worker.runReplayHistory(options, told, 'told')).rejects.toThrow(/[Nn]ondeterminism|TMPRL1100/)
  })
})
