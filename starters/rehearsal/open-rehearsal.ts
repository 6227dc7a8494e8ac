import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startChildProgram, type ChildProgram } from '../child-program.ts'
import { openEmbedded, startServer, type Session } from '../session.ts'
import { emptyFolder, endLeftovers, readRecord, recordProcesses } from './record.ts'
import { workerEnvironment } from './worker-environment.ts'

export interface RehearsalRequest {
  folder: string
  fleetText: string
  fresh: boolean
  speed: number
  seed: number
  faults: string
}

export interface Rehearsal extends Session {
  worldUrl: string
  /** Whether it goes on with one that did not come to its end. */
  goesOn: boolean
}

/**
 * A world, a Temporal and a worker of the rehearsal's own. After a kill of all of them the same call goes on where
 * they were: what they know is in the folder.
 */
export async function openRehearsal(request: RehearsalRequest): Promise<Rehearsal> {
  const { folder } = request
  const before = readRecord(folder)
  if (before) await endLeftovers(before)
  const goesOn = before !== undefined && !before.finished && !request.fresh
  if (!goesOn) await clear(folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  await recordProcesses(folder, [process.pid])
  const world = startWorld(request)
  try {
    await recordProcesses(folder, [process.pid, world.pid])
    return await openBeside(world, request, goesOn)
  } catch (error) {
    await world.stop()
    throw error
  }
}

async function openBeside(world: ChildProgram, request: RehearsalRequest, goesOn: boolean): Promise<Rehearsal> {
  const { folder, fleetText } = request
  const worldUrl = urlIn(await world.firstLine())
  const secretsFolder = join(folder, 'secrets')
  const workerEnv = workerEnvironment({ fleetText, worldUrl, secretsFolder, machine: process.env })
  const session = await openEmbedded({ folder, workerEnv, endTemporal: 'always' })
  await recordProcesses(folder, [process.pid, world.pid, ...session.processes])
  return {
    ...session,
    worldUrl,
    goesOn,
    lost: Promise.race([session.lost, world.lost]),
    stop: async () => {
      await session.stop()
      await world.stop()
    },
  }
}

/** A Temporal that was left running would hold on to a database that is no longer there. */
async function clear(folder: string): Promise<void> {
  if (existsSync(join(folder, 'temporal.db'))) await (await startServer(folder)).stop()
  emptyFolder(folder)
}

function startWorld({ folder, speed, seed, faults }: RehearsalRequest): ChildProgram {
  const settings = ['--speed', String(speed), '--seed', String(seed), '--faults', faults]
  return startChildProgram({
    name: 'rehearsal world',
    entry: 'infra/rehearsal/main',
    args: ['--state-file', join(folder, 'world.json'), ...settings],
    env: process.env,
    logFile: join(folder, 'world.log'),
  })
}

// The first line the world prints; infra/rehearsal/main.ts says so.
const urlIn = (line: string): string => (JSON.parse(line) as { url: string }).url
