import { describe, expect, it } from '@jest/globals'
import { startKillingProxy } from '../support/killing-proxy.ts'
import { openStage } from '../support/stage.ts'
import { inventoryOf } from './inventory.ts'
import { keepWorker } from './keep-worker.ts'
import { outlasting } from './outlasting.ts'
import { PATIENT, quietInventory, SPEED } from './quiet-run.ts'

// Early, amid many steps at once, and late; the first call of each, once its act is done.
const MOMENTS = ['CreateVpc', 'RunInstances', 'CreateAutoScalingGroup']

describe('a Temporal server that is killed three times', () => {
  it('goes on where it was: nothing twice, nothing over and nothing undone', async () => {
    const quiet = await quietInventory()
    const { inventory, crashes } = await provisionWithCrashes()
    expect(crashes).toEqual(MOMENTS)
    expect(inventory).toEqual(quiet)
  }, 240_000)
})

async function provisionWithCrashes(): Promise<{ inventory: string[]; crashes: string[] }> {
  const stage = await openStage({ speed: SPEED })
  const crashes: string[] = []
  const proxy = await startKillingProxy(stage.world.url, async ({ phase, action }) => {
    if (phase === 'after' && action === MOMENTS[crashes.length]) {
      crashes.push(action)
      await stage.crashTemporal()
    }
    return false
  })
  const env = { AWS_ENDPOINT_URL: proxy.url, TRAILBOSS_GATEWAY: proxy.url }
  const worker = keepWorker(() => stage.startWorker(env))
  try {
    const run = await stage.start('provisionEnvironment', 'provision/dev', PATIENT)
    await outlasting(() => run.result())
    return { inventory: await inventoryOf(stage.world.url), crashes }
  } finally {
    await worker.stop()
    await stage.stop()
    await proxy.stop()
  }
}
