import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync, closeSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { EXIT, Stop } from './stop.ts'

export interface ChildProgram {
  pid: number
  /** Rejects when the program ends without having been asked to. */
  lost: Promise<never>
  /** The first line it prints, once it has. */
  firstLine(): Promise<string>
  /** True afterwards: the program is gone. Twice is safe. */
  stop(): Promise<void>
}

export interface ChildProgramRequest {
  /** What a person calls it. */
  name: string
  /** One of our own programs, by its path from the root without an extension. */
  entry: 'starters/trailboss' | 'infra/rehearsal/main'
  args: string[]
  env: NodeJS.ProcessEnv
  logFile: string
}

const FIRST_LINE_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 8000

/** Starts one of our own programs beside this one. Its output goes to a file, so that nothing is lost with us. */
export function startChildProgram(request: ChildProgramRequest): ChildProgram {
  mkdirSync(dirname(request.logFile), { recursive: true })
  const log = openSync(request.logFile, 'a')
  const logStart = statSync(request.logFile).size
  const child = spawn(process.execPath, [pathOf(request.entry), ...request.args], {
    env: request.env,
    // In a group of its own: Ctrl-C ends the command, which then ends its children in order.
    detached: true,
    // The channel tells a worker when we are gone, however we went.
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  const kill = () => child.kill()
  process.once('exit', kill)
  let asked = false
  const lost = untilLost()
  // Whoever races against it hears of it; nobody has to.
  lost.catch(() => undefined)
  return { pid: child.pid ?? 0, lost, firstLine, stop }

  async function untilLost(): Promise<never> {
    await once(child, 'exit')
    process.removeListener('exit', kill)
    if (!asked) throw new Stop(EXIT.failed, lostMessage(request, written()))
    return new Promise(() => undefined)
  }

  async function firstLine(): Promise<string> {
    const deadline = Date.now() + FIRST_LINE_TIMEOUT_MS
    while (Date.now() < deadline) {
      const [line, rest] = written().split('\n')
      if (line && rest !== undefined) return line
      await Promise.race([sleep(50), lost])
    }
    throw new Stop(EXIT.failed, `the ${request.name} said nothing for 30 s; see ${request.logFile}`)
  }

  async function stop(): Promise<void> {
    asked = true
    if (!isGone(child)) await end(child)
  }

  function written(): string {
    return readFileSync(request.logFile).subarray(logStart).toString()
  }
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const killing = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await gone
  clearTimeout(killing)
}

const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

/** From the sources or from the compiled package: beside this file, with this file's own extension. */
const pathOf = (entry: ChildProgramRequest['entry']): string =>
  fileURLToPath(new URL(`../${entry}${extname(import.meta.url)}`, import.meta.url))

function lostMessage({ name, logFile }: ChildProgramRequest, written: string): string {
  const lines = written.trim().split('\n').slice(-30)
  // A crash of Node ends in a stack; the sentence above it is what helps.
  const telling = lines.filter((line) => /error/i.test(line) && !/^\s+at /.test(line))
  const last = (telling.length > 0 ? telling : lines).slice(-5).join('\n  ')
  return `the ${name} ended by itself; its last lines (all of them: ${logFile}):\n  ${last}`
}
