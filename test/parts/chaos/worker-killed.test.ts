import { describe, expect, it } from '@jest/globals'
import { provisionKilled } from '../../chaos/provision-killed.ts'
import { quietInventory } from '../../chaos/quiet-run.ts'

describe('a worker that is killed at thirty points of one provisioning and more', () => {
  it('leaves nothing twice, nothing over and nothing undone', async () => {
    const quiet = await quietInventory()
    const { inventory, points } = await provisionKilled(1)
    console.info(`killed at ${points.length} points: ${points.join('; ')}`)
    expect(new Set(points).size).toBeGreaterThanOrEqual(30)
    expect(inventory).toEqual(quiet)
  }, 600_000)
})
