import type { StageInput, StageResult } from './contract/stage.ts'
import { runStage } from './converge/run-stage.ts'

/**
 * The servers start their own RKE2, cert-manager and Rancher; this waits for /ping through the load balancer, logs in
 * for the first time, rotates the admin password, sets server-url and makes the API token. Twice is safe.
 */
export async function bringUpRancher(input: StageInput): Promise<StageResult> {
  return runStage(input)
}
