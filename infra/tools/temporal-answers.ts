import { Connection } from '@temporalio/client'

/** Whether Temporal's server answers there and has the namespace, which it makes a moment after its port is open. */
export async function answersAsTemporal(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 1000 })
    try {
      await connection.withDeadline(Date.now() + 2000, () =>
        connection.workflowService.describeNamespace({ namespace: 'default' }))
      return true
    } finally {
      await connection.close()
    }
  } catch {
    // Refused, silent or somebody else's server: for the question asked here all of them are a no.
    return false
  }
}
