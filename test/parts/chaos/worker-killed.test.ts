import { describe, expect, it } from '@jest/globals'
import { manyPoints } from '../../chaos/points.ts'
import { provisionKilled } from '../../chaos/provision-killed.ts'
import { quietInventory } from '../../chaos/quiet-run.ts'

describe('a worker that is killed at thirty points of one provisioning and more', () => {
  it('leaves nothing twice, nothing over and nothing undone', async () => {
    const quiet = await quietInventory()
    const { inventory, met } = await provisionKilled(manyPoints)
    console.info(`killed at ${met.length} points: ${met.join('; ')}`)
    // The one that makes two where nobody looks first; no other may stand in for it.
    expect(met).toContain('after CreateVpc')
    expect(new Set(met).size).toBeGreaterThanOrEqual(30)
    expect(inventory).toEqual(quiet)
  }, 1_500_000)
})
