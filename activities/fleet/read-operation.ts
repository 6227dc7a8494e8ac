import { z } from 'zod'
import type { Operation } from '../../workflows/contract/activities.ts'
import { parseFleet } from '../../workflows/contract/fleet/parse-fleet.ts'
import { renderMistakes } from '../../workflows/contract/fleet/render-mistakes.ts'
import type { EnvironmentInput } from '../../workflows/contract/operations.ts'
import { desiredResources } from '../../workflows/graph/desired-resources.ts'
import { refuse } from '../failures.ts'

/** Half an hour is what the slowest single step, a Rancher bring-up, takes at its worst. */
const DEFAULT_PATIENCE_MS = 30 * 60_000

const operationInput = z.strictObject({
  fleet: z.union([z.string(), z.record(z.string(), z.unknown())]),
  environment: z.string().min(1),
  onFailure: z.enum(['park', 'rollback', 'fail']).optional(),
  patienceMs: z.number().int().min(1000).optional(),
})

/** Checks an operation's input and turns it into the graph to walk. Every mistake is named at once; pure otherwise. */
export async function readOperation(input: EnvironmentInput): Promise<Operation> {
  const checked = operationInput.safeParse(input)
  if (!checked.success) throw wrongInput(checked.error)
  const { environment, onFailure, patienceMs } = checked.data
  const parsed = parseFleet(checked.data.fleet)
  if ('mistakes' in parsed) {
    throw refuse('InvalidInput', renderMistakes(parsed.mistakes, 'fleet'), 'correct the fleet file and start again')
  }
  const desired = desiredResources(parsed.fleet, environment)
  if ('refusal' in desired) throw refuse('InvalidInput', desired.refusal, 'name another environment, or correct the fleet file')
  return {
    scope: desired.scope,
    onFailure: onFailure ?? desired.onFailure,
    patienceMs: patienceMs ?? DEFAULT_PATIENCE_MS,
    resources: desired.resources,
  }
}

function wrongInput(error: z.ZodError): Error {
  const mistakes = error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`)
  const example = '{"fleet": "<text of the fleet file>", "environment": "dev"}'
  return refuse('InvalidInput', mistakes.join('\n'), `the input is one JSON object like ${example}`)
}
