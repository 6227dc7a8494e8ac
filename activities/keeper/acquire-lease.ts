import type { Client } from '@temporalio/client'
import { WithStartWorkflowOperation } from '@temporalio/client'
import type { LeaseRequest } from '../../workflows/contract/activities.ts'
import { ACQUIRE_LEASE } from '../../workflows/contract/keeper.ts'
import type { KeeperState, LeaseAnswer } from '../../workflows/contract/keeper.ts'
import { keeperId, MAIN_QUEUE } from '../../workflows/contract/operations.ts'
import { refuse } from '../failures.ts'

/** Gets the environment for this run, starting its keeper where there is none. Twice gives the same lease. */
export const acquireLease =
  (client: Client) =>
  async (request: LeaseRequest): Promise<void> => {
    const { environment, holder } = request
    const first: KeeperState = { environment, results: [] }
    const keeper = new WithStartWorkflowOperation('environment', {
      workflowId: keeperId(environment),
      taskQueue: MAIN_QUEUE,
      args: [first],
      workflowIdConflictPolicy: 'USE_EXISTING',
    })
    const answer: LeaseAnswer = await client.workflow.executeUpdateWithStart(ACQUIRE_LEASE, {
      startWorkflowOperation: keeper,
      args: [request],
      // The same id on each try of this run, so that the keeper answers a repeated question once.
      updateId: `lease-${holder.runId}`,
    })
    if (!answer.granted) throw busy(environment, answer)
  }

function busy(environment: string, { lease }: LeaseAnswer): Error {
  const since = new Date(lease.sinceMs).toISOString()
  return refuse(
    'EnvironmentBusy',
    `environment "${environment}" is held by ${lease.holder.workflowId} (${lease.operation}) since ${since}`,
    `wait for it (trailboss status ${environment}), or abort it (trailboss abort ${environment})`,
  )
}
