import type { Client } from '@temporalio/client'
import { WorkflowNotFoundError } from '@temporalio/client'
import type { LeaseHolder } from '../../workflows/contract/activities.ts'

/** Whether that very run is still going; one that the server has forgotten is not. */
export const isRunning =
  (client: Client) =>
  async ({ workflowId, runId }: LeaseHolder): Promise<boolean> => {
    try {
      const { status } = await client.workflow.getHandle(workflowId, runId).describe()
      return status.name === 'RUNNING' || status.name === 'PAUSED'
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false
      throw error
    }
  }
