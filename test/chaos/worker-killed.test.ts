import { describe, expect, it } from '@jest/globals'
import { provisionKilled } from './provision-killed.ts'
import { quietInventory } from './quiet-run.ts'

describe('a worker that is killed inside its steps and between them', () => {
  it('leaves nothing twice, nothing over and nothing undone', async () => {
    const quiet = await quietInventory()
    const { inventory, points } = await provisionKilled(4)
    console.info(`killed at ${points.length} points: ${points.join('; ')}`)
    expect(points.length).toBeGreaterThanOrEqual(8)
    expect(inventory).toEqual(quiet)
  }, 240_000)
})
