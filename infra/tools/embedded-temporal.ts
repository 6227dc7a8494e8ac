import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, isFreePort } from './free-port.ts'
import { holdLock } from './hold-lock.ts'
import { commandOf, endProcess } from './server-process.ts'
import { answersAsTemporal } from './temporal-answers.ts'
import { temporalArguments, type TemporalPorts } from './temporal-arguments.ts'

export type EmbeddedTemporal = {
  address: string
  uiAddress?: string
  pid: number
  /** It was running before; whoever started it may still need it, so end it only when asked to. */
  reused: boolean
  /** Ends the server for everybody; its database stays. Twice is safe. */
  stop(): Promise<void>
}

type Running = TemporalPorts & { pid: number }

export type StartTemporal = {
  /** Path of the `temporal` command. */
  program: string
  /** Keeps the database, the log and the note of what runs; one server per folder. */
  dataFolder: string
  /** The environment of the server; none by default, so that settings for clients do not leak into it. */
  env?: NodeJS.ProcessEnv
  headless?: boolean
}

/**
 * A Temporal server on this folder's database answers: the one that runs already, or a new one. It is detached, in a
 * process group of its own: Ctrl-C in the terminal must end the command and not, in the same moment, the server that
 * records where the command's workflows stand. What outlives its parent is found again through the note in the folder.
 */
export async function startTemporal(options: StartTemporal): Promise<EmbeddedTemporal> {
  const folder = resolve(options.dataFolder)
  await mkdir(folder, { recursive: true })
  const release = await holdLock(join(folder, 'embedded-temporal.lock'))
  try {
    const living = await findLiving(folder)
    if (living) return handle(folder, living, true)
    const started = await startOnPorts(folder, options)
    await writeFile(noteIn(folder), `${JSON.stringify(started)}\n`)
    return handle(folder, started, false)
  } finally {
    await release()
  }
}

function handle(folder: string, running: Running, reused: boolean): EmbeddedTemporal {
  const stop = async () => {
    // The number may belong to somebody else by now, so the process is looked at again.
    if (await isOurs(folder, running.pid)) await endProcess(running.pid)
    const noted = await readNote(folder)
    if (noted?.pid === running.pid) await rm(noteIn(folder), { force: true })
  }
  const ui = running.uiPort === undefined ? {} : { uiAddress: `http://127.0.0.1:${running.uiPort}` }
  return { address: addressOf(running), ...ui, pid: running.pid, reused, stop }
}

/** The server of the note, if it lives and answers. One that lives and is silent is ended: it holds the database. */
async function findLiving(folder: string): Promise<Running | undefined> {
  const noted = await readNote(folder)
  if (!noted || !(await isOurs(folder, noted.pid))) return undefined
  if (await answersWithin(noted, 10_000)) return noted
  await endProcess(noted.pid)
  return undefined
}

async function startOnPorts(folder: string, options: StartTemporal): Promise<Running> {
  // A port that was free can be taken by another process before the server opens it; three in a row is no accident.
  for (const attempt of [1, 2, 3]) {
    const running = await launch(folder, options, attempt === 1 ? await portsBefore(folder) : undefined)
    if (await answersWithin(running, 30_000)) return running
    await endProcess(running.pid)
    if (attempt === 3) break
  }
  const log = join(folder, 'temporal.log')
  const last = (await readFile(log, 'utf8')).trim().split('\n').at(-1)
  throw new Error(`Temporal's server does not come up: ${last || 'it says nothing'}; see ${log}`)
}

/** Those of a server that crashed: its workers and clients go on asking there. A stopped one has left no note. */
async function portsBefore(folder: string): Promise<TemporalPorts | undefined> {
  const noted = await readNote(folder)
  if (!noted) return undefined
  const { port, httpPort, metricsPort, uiPort } = noted
  const ports = { port, httpPort, metricsPort, ...(uiPort === undefined ? {} : { uiPort }) }
  // A process that is gone by name may hold its ports a moment longer.
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const free = await Promise.all(Object.values(ports).map(isFreePort))
    if (free.every(Boolean)) return ports
    await sleep(50)
  }
  return undefined
}

async function launch(
  folder: string,
  { program, env = {}, headless = false }: StartTemporal,
  before: TemporalPorts | undefined,
): Promise<Running> {
  const ports: TemporalPorts =
    before ?? { port: await freePort(), httpPort: await freePort(), metricsPort: await freePort() }
  if (headless) delete ports.uiPort
  else ports.uiPort ??= await freePort()
  const log = await open(join(folder, 'temporal.log'), 'a')
  try {
    const server = spawn(program, temporalArguments(databaseIn(folder), ports), {
      env, cwd: folder, detached: true, stdio: ['ignore', log.fd, log.fd],
    })
    await once(server, 'spawn')
    // This process may end while the server lives.
    server.unref()
    // 'spawn' was told, so there is a number.
    return { ...ports, pid: server.pid! }
  } finally {
    await log.close()
  }
}

async function answersWithin(running: Running, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs
  while (Date.now() < deadline) {
    if (await answersAsTemporal(addressOf(running))) return true
    if ((await commandOf(running.pid)) === undefined) return false
    await sleep(50)
  }
  return false
}

/** Ours is the process that has this folder's database open by name; a number alone may have been given out again. */
const isOurs = async (folder: string, pid: number): Promise<boolean> =>
  (await commandOf(pid))?.includes(databaseIn(folder)) ?? false

async function readNote(folder: string): Promise<Running | undefined> {
  try {
    // Written by `startTemporal` alone, and only believed after the process was looked at.
    return JSON.parse(await readFile(noteIn(folder), 'utf8')) as Running
  } catch {
    // No note, or one cut off by a crash: then nothing is known to run.
    return undefined
  }
}

const databaseIn = (folder: string) => join(folder, 'temporal.db')
const noteIn = (folder: string) => join(folder, 'embedded-temporal.json')
const addressOf = ({ port }: TemporalPorts) => `127.0.0.1:${port}`
