import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client'
import {
  decommissionId,
  MAIN_QUEUE,
  provisionId,
  type EnvironmentInput,
} from '../workflows/contract/operations.ts'
import { EXIT, Stop } from './stop.ts'

export interface Start {
  client: Client
  workflow: 'provisionEnvironment' | 'decommissionEnvironment'
  id: string
  input: EnvironmentInput
}

/** Starts the operation, or finds the one that runs: its id is its lock, so there is never a second one. */
export async function startOrAttach({ client, workflow, id, input }: Start): Promise<'started' | 'attached'> {
  try {
    await client.workflow.start(workflow, { workflowId: id, taskQueue: MAIN_QUEUE, args: [input] })
    return 'started'
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'attached'
    throw error
  }
}

/** The environment's operation that runs, or else the one begun last. */
export async function findOperation(client: Client, environment: string): Promise<{ id: string; running: boolean }> {
  const found = await Promise.all([provisionId, decommissionId].map((idOf) => look(client, idOf(environment))))
  const latest = found
    .flatMap((one) => one ?? [])
    .sort((one, other) => Number(other.running) - Number(one.running) || other.startedAt - one.startedAt)
    .at(0)
  if (latest) return latest
  throw new Stop(EXIT.wrongInput, `nothing was run for environment "${environment}" yet; "trailboss provision ${environment}" begins`)
}

async function look(client: Client, id: string) {
  try {
    const { status, startTime } = await client.workflow.getHandle(id).describe()
    return { id, running: status.name === 'RUNNING', startedAt: startTime.getTime() }
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined
    throw error
  }
}
