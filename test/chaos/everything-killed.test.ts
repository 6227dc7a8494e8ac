import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { freePort } from '../../infra/tools/free-port.ts'
import { startKillingProxy } from '../support/killing-proxy.ts'
import { openStage } from '../support/stage.ts'
import { inventoryOf } from './inventory.ts'
import { keepWorker } from './keep-worker.ts'
import { outlasting } from './outlasting.ts'
import { PATIENT, quietInventory, SPEED } from './quiet-run.ts'
import { startWorldProcess } from './world-process.ts'

// While machines come up and while a cluster's are asked for; the act is done and nobody has heard of it.
const MOMENTS = ['RunInstances', 'CreateLaunchTemplate']

describe('a power cut that ends worker, Temporal server and world together, twice', () => {
  it('is gone on from: nothing twice, nothing over and nothing undone', async () => {
    const quiet = await quietInventory()
    const { inventory, cuts } = await provisionWithPowerCuts()
    expect(cuts).toEqual(MOMENTS)
    expect(inventory).toEqual(quiet)
  }, 240_000)
})

async function provisionWithPowerCuts(): Promise<{ inventory: string[]; cuts: string[] }> {
  const stage = await openStage()
  const place = { stateFile: join(stage.folder, 'world.json'), speed: SPEED, port: await freePort() }
  let world = await startWorldProcess(place)
  const cuts: string[] = []
  const proxy = await startKillingProxy(world.url, async ({ phase, action }) => {
    if (phase !== 'after' || action !== MOMENTS[cuts.length]) return false
    cuts.push(action)
    const down = [worker.kill(), world.kill(), stage.crashTemporal()]
    await Promise.all(down)
    world = await startWorldProcess(place)
    return true
  })
  const worker = keepWorker(() => stage.startWorker({ AWS_ENDPOINT_URL: proxy.url, TRAILBOSS_GATEWAY: proxy.url }))
  try {
    const run = await stage.start('provisionEnvironment', 'provision/dev', PATIENT)
    await outlasting(() => run.result())
    return { inventory: await inventoryOf(world.url), cuts }
  } finally {
    await worker.stop()
    await stage.stop()
    await proxy.stop()
    await world.kill()
  }
}
