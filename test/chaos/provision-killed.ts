import { startKillingProxy } from '../support/killing-proxy.ts'
import { openStage } from '../support/stage.ts'
import type { WorkerProcess } from '../support/worker-process.ts'
import { inventoryOf } from './inventory.ts'
import { meetPoints, type Point } from './points.ts'
import { PATIENT, SPEED } from './quiet-run.ts'

/** Provisions the reference `dev` with a worker that dies at each of `points`; what there was then, and where it died. */
export async function provisionKilled(points: readonly Point[]): Promise<{ inventory: string[]; met: readonly Point[] }> {
  const stage = await openStage({ speed: SPEED })
  const { met, meets } = meetPoints(points)
  let worker: WorkerProcess | undefined
  let dying: Promise<void> | undefined
  const proxy = await startKillingProxy(stage.world.url, async (moment) => {
    // Calls that a dead worker left on the wire are no moments of a worker's life.
    if (dying || !meets(moment)) return false
    await (dying = replace())
    return true
  })
  const replace = async () => {
    await worker?.kill()
    worker = stage.startWorker({ AWS_ENDPOINT_URL: proxy.url, TRAILBOSS_GATEWAY: proxy.url })
    dying = undefined
  }
  try {
    await replace()
    await (await stage.start('provisionEnvironment', 'provision/dev', PATIENT)).result()
    return { inventory: await inventoryOf(stage.world.url), met }
  } finally {
    await stage.stop()
    await proxy.stop()
  }
}
