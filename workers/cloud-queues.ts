import type { Client } from '@temporalio/client'
import { Runtime } from '@temporalio/worker'
import { setTimeout as sleep } from 'node:timers/promises'

/** Looks this often for operations on accounts that this worker does not serve yet. */
const LOOK_EVERY_MS = 2000

/**
 * Serves each cloud account's queue as soon as an operation that runs needs it, so that nobody has to configure
 * workers for accounts. Ends, with everything it serves, when `signal` says so.
 */
export async function serveCloudQueues({
  client,
  serve,
  signal,
}: {
  client: Client
  serve: (queue: string) => Promise<void>
  signal: AbortSignal
}): Promise<void> {
  const served = new Map<string, Promise<void>>()
  const failed = new AbortController()
  const over = AbortSignal.any([signal, failed.signal])
  while (!over.aborted) {
    for (const queue of await queuesInUse(client)) {
      if (served.has(queue)) continue
      const serving = serve(queue)
      served.set(queue, serving)
      serving.catch((reason: unknown) => failed.abort(reason))
    }
    await pause(over)
  }
  await Promise.all(served.values())
}

/** None while the server does not answer: what is served already goes on, as the workers themselves do. */
async function queuesInUse(client: Client): Promise<Set<string>> {
  try {
    return await listQueues(client)
  } catch (error) {
    Runtime.instance().logger.warn('the cloud queues in use cannot be listed now; asked again soon', { error })
    return new Set()
  }
}

async function listQueues(client: Client): Promise<Set<string>> {
  const queues = new Set<string>()
  for await (const { typedSearchAttributes } of client.workflow.list({ query: RUNNING })) {
    const queue = typedSearchAttributes.getAll().find(({ key }) => key.name === 'TrailbossCloudQueue')?.value
    if (typeof queue === 'string') queues.add(queue)
  }
  return queues
}

const RUNNING = "ExecutionStatus = 'Running' AND TrailbossCloudQueue IS NOT NULL"

async function pause(signal: AbortSignal): Promise<void> {
  try {
    await sleep(LOOK_EVERY_MS, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
