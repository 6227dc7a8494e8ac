import { openStage } from '../support/stage.ts'
import { inventoryOf } from './inventory.ts'

/** Fast, so that most of the time is what a death costs. */
export const SPEED = 400

/** Each death costs a step the heartbeat's time-out and a pause that grows; none may be given up for that. */
export const PATIENT = { patienceMs: 900_000 }

/** What a provisioning of the reference `dev` makes when nobody disturbs it. */
export async function quietInventory(): Promise<string[]> {
  const stage = await openStage({ speed: SPEED })
  try {
    stage.startWorker()
    await (await stage.start('provisionEnvironment', 'provision/dev', PATIENT)).result()
    return await inventoryOf(stage.world.url)
  } finally {
    await stage.stop()
  }
}
