import { EC2Client } from '@aws-sdk/client-ec2'
import { Client, Connection } from '@temporalio/client'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorld, type StartedWorld, type WorldOptions } from '../../infra/rehearsal/start-world.ts'
import type { Summary } from '../../infra/rehearsal/summary.ts'
import { startTemporal, type EmbeddedTemporal } from '../../infra/tools/embedded-temporal.ts'
import { findProgram } from '../../infra/tools/find-program.ts'
import { type EnvironmentInput, MAIN_QUEUE } from '../../workflows/contract/operations.ts'
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts'

/** A Temporal server, a rehearsal world and workers as processes of their own: everything but the person. */
export interface Stage {
  readonly folder: string
  readonly world: StartedWorld
  readonly client: Client
  /** The text of the reference fleet file. */
  readonly fleet: string
  /** The person's own way into the world's cloud, past Trailboss. */
  readonly ec2: EC2Client
  readonly temporal: EmbeddedTemporal
  /** What a worker of this stage is told; `startWorker` adds to it. */
  readonly workerEnv: Record<string, string>
  startWorker(more?: Record<string, string>): WorkerProcess
  /** Starts an operation on the reference fleet's `dev`; `input` overrides. */
  start(workflowType: string, workflowId: string, input?: Partial<EnvironmentInput>): ReturnType<Client['workflow']['start']>
  summary(): Promise<Summary>
  /** Ends the Temporal server as a crash would and starts it again on the same database. */
  crashTemporal(): Promise<void>
  stop(): Promise<void>
}

/** Marked, so that a search for it in databases, logs and reports finds it wherever it leaks. Zabbix takes hex alone. */
export const PLANTED_SECRET = 'feedfacecafebeef'.repeat(4)

export async function openStage(options: WorldOptions = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'trailboss-stage-'))
  const world = await startWorld({ port: 0, speed: 120, seed: 1, faults: 'none', ...options })
  const { path: program } = await findProgram('temporal', { env: process.env })
  const server = () => startTemporal({ program, dataFolder: folder, headless: true })
  let temporal = await server()
  const client = new Client({ connection: await Connection.connect({ address: temporal.address }) })
  const fleet = await readFile(new URL('../../examples/fleet.yaml', import.meta.url), 'utf8')
  const workers: WorkerProcess[] = []
  const credentials = { accessKeyId: 'a-person', secretAccessKey: 'of-no-worth' }
  const workerEnv = {
    TEMPORAL_ADDRESS: temporal.address,
    AWS_ENDPOINT_URL: world.url,
    AWS_ACCESS_KEY_ID: 'rehearsal',
    AWS_SECRET_ACCESS_KEY: 'planted0secret0aws0key',
    TRAILBOSS_GATEWAY: world.url,
    TRAILBOSS_SECRETS: join(folder, 'secrets'),
    ZABBIX_TOKEN: PLANTED_SECRET,
  }
  return {
    folder,
    world,
    client,
    fleet,
    ec2: new EC2Client({ endpoint: world.url, region: 'eu-central-1', credentials }),
    get temporal() {
      return temporal
    },
    workerEnv,
    startWorker(more = {}) {
      const worker = startWorkerProcess({ ...workerEnv, ...more }, join(folder, 'worker.log'))
      workers.push(worker)
      return worker
    },
    start: (workflowType, workflowId, input = {}) =>
      client.workflow.start(workflowType, {
        workflowId,
        taskQueue: MAIN_QUEUE,
        args: [{ fleet, environment: 'dev', patienceMs: 60_000, ...input }],
      }),
    // The world is in this process and its door answers with what its own type says.
    summary: async () => (await (await fetch(`${world.url}/_world/summary`)).json()) as Summary,
    async crashTemporal() {
      process.kill(temporal.pid, 'SIGKILL')
      temporal = await server()
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.kill()))
      await client.connection.close()
      await temporal.stop()
      await world.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
