import type { EnvironmentInput, PlanResult } from './contract/operations.ts'
import { lookActivities, readOperation } from './converge/acts.ts'
import { markOperation } from './mark-operation.ts'

/** What `provisionEnvironment` would do now. Writes nothing and takes no lease. */
export async function planEnvironment(input: EnvironmentInput): Promise<PlanResult> {
  const operation = await readOperation(input)
  markOperation('planEnvironment', operation)
  return lookActivities(operation.scope, 'compare the fleet file with the world').planEnvironment(operation)
}
