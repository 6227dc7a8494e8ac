import type { Client } from '@temporalio/client'
import { loadClientConfigProfile, loadClientConnectConfig } from '@temporalio/envconfig'
import { join } from 'node:path'
import { findProgram } from '../infra/tools/find-program.ts'
import { startTemporal, type EmbeddedTemporal } from '../infra/tools/embedded-temporal.ts'
import { startChildProgram, type ChildProgram } from './child-program.ts'
import { connect } from './connect.ts'
import { homeFolder } from './home.ts'
import { say } from './output.ts'

export interface Session {
  client: Client
  /** Whether Temporal and the worker are ours, and end with the command. */
  embedded: boolean
  address: string
  uiAddress?: string
  /** Ids of the processes that the command started for it. */
  processes: number[]
  /** Rejects when something that the command itself runs has ended. */
  lost: Promise<never>
  stop(): Promise<void>
}

export interface EmbeddedRequest {
  folder: string
  /** The worker's environment, besides Temporal's address. */
  workerEnv: NodeJS.ProcessEnv
  /** Another command may be using a server that was found running; a rehearsal's is its own in any case. */
  endTemporal: 'always' | 'if-begun-here'
}

/** The Temporal that the environment or the profile names; where they name none, an embedded one with a worker. */
export async function openSession(): Promise<Session> {
  const address = configuredAddress()
  if (address === undefined) return openEmbedded({ folder: homeFolder(), workerEnv: process.env, endTemporal: 'if-begun-here' })
  const client = await connectConfigured(address)
  return { client, embedded: false, address, processes: [], lost: never(), stop: async () => undefined }
}

export const configuredAddress = (): string | undefined => loadClientConfigProfile().address

export function connectConfigured(address: string): Promise<Client> {
  const { connectionOptions, namespace } = loadClientConnectConfig()
  const { tls, apiKey, metadata } = connectionOptions
  const options = { address, ...(tls !== undefined && { tls }), ...(apiKey && { apiKey }), ...(metadata && { metadata }) }
  return connect({ options, temporalNamespace: namespace ?? 'default' })
}

/** Opens a session for as long as `use` takes. A worker that dies in the meantime ends it with the worker's words. */
export async function withSession<S extends Session, T>(open: () => Promise<S>, use: (session: S) => Promise<T>): Promise<T> {
  const session = await open()
  try {
    const result = await Promise.race([use(session), session.lost])
    // Only after a good end: a lost session's client may be in the middle of a call, which a closed connection breaks.
    await session.client.connection.close()
    return result
  } finally {
    await session.stop()
  }
}

/** Gives `use` the address of a Temporal: the one named, or an embedded one for as long as `use` takes. */
export async function withServer<T>(named: string | undefined, use: (address: string) => Promise<T>): Promise<T> {
  if (named !== undefined) return use(named)
  const temporal = await startServer(homeFolder())
  try {
    return await use(temporal.address)
  } finally {
    if (!temporal.reused) await temporal.stop()
  }
}

/** The folder's own Temporal, started or reused, and a worker. What they keep outlives them in the folder. */
export async function openEmbedded({ folder, workerEnv, endTemporal }: EmbeddedRequest): Promise<Session> {
  const temporal = await startServer(folder)
  const worker = startWorker(folder, { ...workerEnv, TEMPORAL_ADDRESS: temporal.address })
  const client = await connect({ options: { address: temporal.address }, temporalNamespace: 'default' })
  return {
    client,
    embedded: true,
    address: temporal.address,
    ...(temporal.uiAddress && { uiAddress: temporal.uiAddress }),
    processes: [worker.pid],
    lost: worker.lost,
    stop: async () => {
      await worker.stop()
      if (endTemporal === 'always' || !temporal.reused) await temporal.stop()
    },
  }
}

/** The folder's own Temporal, reused when it runs already. */
export async function startServer(folder: string): Promise<EmbeddedTemporal> {
  const program = await findProgram('temporal', { env: process.env, onProgress: say })
  return startTemporal({ program: program.path, dataFolder: folder })
}

const startWorker = (folder: string, env: NodeJS.ProcessEnv): ChildProgram =>
  startChildProgram({ name: 'worker', entry: 'starters/trailboss', args: ['worker'], env, logFile: join(folder, 'worker.log') })

const never = (): Promise<never> => new Promise(() => undefined)
