import type { StageInput, StageResult } from './contract/stage.ts'
import { runStage } from './converge/run-stage.ts'

/** Registers a downstream cluster, starts its node pools and waits until it is active. Twice is safe. */
export async function createCluster(input: StageInput): Promise<StageResult> {
  return runStage(input)
}
