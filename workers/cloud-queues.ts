import type { Client } from '@temporalio/client'

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
  while (!signal.aborted) {
    for (const queue of await queuesInUse(client)) if (!served.has(queue)) served.set(queue, serve(queue))
    await Promise.race([pause(signal), ...served.values()])
  }
  await Promise.all(served.values())
}

async function queuesInUse(client: Client): Promise<Set<string>> {
  const queues = new Set<string>()
  for await (const { typedSearchAttributes } of client.workflow.list({ query: RUNNING })) {
    const queue = typedSearchAttributes.getAll().find(({ key }) => key.name === 'TrailbossCloudQueue')?.value
    if (typeof queue === 'string') queues.add(queue)
  }
  return queues
}

const RUNNING = "ExecutionStatus = 'Running' AND TrailbossCloudQueue IS NOT NULL"

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LOOK_EVERY_MS)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
