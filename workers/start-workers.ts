import { Client } from '@temporalio/client'
import { loadClientConnectConfig } from '@temporalio/envconfig'
import { NativeConnection, Worker } from '@temporalio/worker'
import type { NativeConnectionOptions, WorkerOptions } from '@temporalio/worker'
import { makeActivities } from '../activities/index.ts'
import { MAIN_QUEUE } from '../workflows/contract/operations.ts'
import { serveCloudQueues } from './cloud-queues.ts'
import { activityInterceptors } from './interceptors.ts'
import { makeAdapters } from './make-adapters.ts'
import { ensureSearchAttributes } from './search-attributes.ts'
import type { WorkerSettings } from './settings.ts'
import { workflowBundle } from './workflow-bundle.ts'

export interface StartedWorkers {
  /** Resolves after `shutdown`, once what was being done is handed back; rejects when a worker fails. */
  run(): Promise<void>
  shutdown(): void
}

/** Connects as Temporal's own client configuration says, at `address` where it names none, and takes up work. */
export async function startWorkers(settings: WorkerSettings, { address }: { address: string }): Promise<StartedWorkers> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig()
  const connection = await NativeConnection.connect(nativeOptions(connectionOptions, address))
  const client = new Client({ connection, namespace })
  await ensureSearchAttributes(client, namespace)
  const common = commonOptions({ connection, client, namespace, settings })
  const main = await Worker.create({
    ...common,
    taskQueue: MAIN_QUEUE,
    workflowBundle: await workflowBundle(),
    maxCachedWorkflows: settings.cachedWorkflows,
  })
  const stopping = new AbortController()
  const serve = (queue: string) => serveCloud({ ...common, taskQueue: queue }, settings, stopping.signal)
  return {
    async run() {
      const clouds = serveCloudQueues({ client, serve, signal: stopping.signal })
      // Whichever ends first, by failure or by request, ends the other.
      await Promise.all([main.run(), clouds].map((work) => work.finally(() => stop(main, stopping))))
      await connection.close()
    },
    shutdown: () => stop(main, stopping),
  }
}

interface Common {
  connection: NativeConnection
  client: Client
  namespace: string
  settings: WorkerSettings
}

const commonOptions = ({ connection, client, namespace, settings }: Common) =>
  ({
    connection,
    namespace,
    activities: { ...makeActivities({ ...makeAdapters(settings), client }) },
    interceptors: { activity: [activityInterceptors] },
    // Cancelling a step reaches its activity within this time, not after most of the heartbeat time-out.
    maxHeartbeatThrottleInterval: '1s',
  }) satisfies Partial<WorkerOptions>

async function serveCloud(
  options: Omit<WorkerOptions, 'workflowBundle'>,
  { cloudRate }: WorkerSettings,
  signal: AbortSignal,
): Promise<void> {
  const worker = await Worker.create({ ...options, maxTaskQueueActivitiesPerSecond: cloudRate })
  const end = () => shutDown(worker)
  signal.addEventListener('abort', end, { once: true })
  const running = worker.run()
  // A worker that never ran would hold on to the connection for ever.
  if (signal.aborted) end()
  await running
}

function stop(main: Worker, stopping: AbortController): void {
  stopping.abort()
  shutDown(main)
}

/** Asking a worker that has ended already is an error of the SDK's. */
function shutDown(worker: Worker): void {
  if (worker.getState() === 'RUNNING') worker.shutdown()
}

function nativeOptions(
  options: ReturnType<typeof loadClientConnectConfig>['connectionOptions'],
  address: string,
): NativeConnectionOptions {
  const { tls, apiKey, metadata } = options
  return {
    address: options.address ?? address,
    ...(tls !== undefined && { tls }),
    ...(apiKey !== undefined && { apiKey }),
    ...(metadata !== undefined && { metadata }),
  }
}
