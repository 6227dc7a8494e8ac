import { describe, expect, it } from '@jest/globals'
import { twelvePoints } from './points.ts'
import { provisionKilled } from './provision-killed.ts'
import { quietInventory } from './quiet-run.ts'

describe('a worker that is killed inside its steps and between them', () => {
  it('leaves nothing twice, nothing over and nothing undone', async () => {
    const quiet = await quietInventory()
    const { inventory, met } = await provisionKilled(twelvePoints)
    console.info(`killed at ${met.length} points: ${met.join('; ')}`)
    expect([...met].sort()).toEqual([...twelvePoints].sort())
    expect(inventory).toEqual(quiet)
  }, 300_000)
})
