import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Client, Connection } from '@temporalio/client'
import { startTemporal, type EmbeddedTemporal } from '../../../infra/tools/embedded-temporal.ts'
import { findProgram } from '../../../infra/tools/find-program.ts'
import { commandOf, endProcess } from '../../../infra/tools/server-process.ts'

let program: string
let dataFolder: string
const started: EmbeddedTemporal[] = []

beforeAll(async () => {
  program = (await findProgram('temporal', { env: process.env })).path
  dataFolder = await mkdtemp(join(tmpdir(), 'temporal data-'))
})
afterAll(async () => { for (const server of started) await server.stop() })

const start = async () => {
  const server = await startTemporal({ program, dataFolder, headless: true })
  started.push(server)
  return server
}

async function withClient<T>(address: string, act: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address })
  try {
    return await act(new Client({ connection }))
  } finally {
    await connection.close()
  }
}

describe('the embedded Temporal server', () => {
  it('is one for two who start it at the same time', async () => {
    const both = await Promise.all([start(), start()])
    expect(both[0].pid).toBe(both[1].pid)
    expect(both.map(({ reused }) => reused).sort()).toEqual([false, true])
  })

  it('knows the search attributes by which operators filter', async () => {
    const { address } = await start()
    const description = await withClient(address, (client) => client.workflow.start('nobodyRunsThis', {
      taskQueue: 'none', workflowId: 'provision/dev',
      searchAttributes: { TrailbossEnvironment: ['dev'], TrailbossOperation: ['provision'] },
    }).then((handle) => handle.describe()))
    expect(description.searchAttributes).toMatchObject({ TrailbossEnvironment: ['dev'] })
  })

  it('comes back on the same database and ports after it was killed', async () => {
    const before = await start()
    process.kill(before.pid, 'SIGKILL')
    while (await commandOf(before.pid)) await new Promise((resolve) => { setTimeout(resolve, 20) })
    const after = await start()
    expect(after).toMatchObject({ reused: false, address: before.address })
    const status = await withClient(after.address, (client) => client.workflow.getHandle('provision/dev').describe())
    expect(status.status.name).toBe('RUNNING')
  })

  it('is gone after it was stopped, and stopping it twice is safe', async () => {
    const server = await start()
    await server.stop()
    await server.stop()
    expect(await commandOf(server.pid)).toBeUndefined()
  })

  it('leaves a process alone whose number is in its note by accident', async () => {
    await writeFile(join(dataFolder, 'embedded-temporal.json'), JSON.stringify({ pid: process.pid, port: 9 }))
    const server = await start()
    expect(server.reused).toBe(false)
    expect(server.pid).not.toBe(process.pid)
    await server.stop()
  })

  it('says where its log is when it does not come up', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'temporal-'))
    await expect(startTemporal({ program: '/bin/false', dataFolder: folder })).rejects.toThrow(
      `Temporal's server does not come up: it says nothing; see ${join(folder, 'temporal.log')}`,
    )
  })
})

describe('ending a process', () => {
  it('that is gone already is safe', async () => {
    await expect(endProcess(2 ** 22 - 7)).resolves.toBeUndefined()
  })
})
