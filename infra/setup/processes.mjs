import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const ownBin = join(root, 'node_modules', '.bin')

/** The environment in which `node` is the project's own Node 24, also for what a tool starts in its turn. */
export function projectEnvironment() {
  return { ...process.env, PATH: [ownBin, machinePath()].join(delimiter) }
}

/** npm puts node_modules/.bin first; installing must run on the machine's Node, because it removes that very folder. */
export function machineEnvironment() {
  return { ...process.env, PATH: machinePath() }
}

const machinePath = () => (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ownBin).join(delimiter)

/** Runs a command in the project's folder with this terminal, and returns its exit code. */
export function run([file, ...args], env) {
  const child = spawn(file, args, { cwd: root, env, stdio: 'inherit' })
  return ended(child)
}

/** Runs a command quietly, and returns its exit code and all it wrote; `onSilence` is told the seconds it has taken. */
export async function collect([file, ...args], { env, onProgress, onSilence }) {
  const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const started = Date.now()
  const ticks = setInterval(() => onSilence?.(Math.round((Date.now() - started) / 1000)), 10_000)
  const written = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => { written.stdout += chunk })
  child.stderr.on('data', (chunk) => { written.stderr += chunk; onProgress?.(chunk) })
  try {
    return { code: await ended(child), ...written }
  } finally {
    clearInterval(ticks)
  }
}

/** A signal reaches the child first and it decides when to end; this process then ends the same way. */
function ended(child) {
  const pass = (signal) => child.kill(signal)
  // Ctrl-C goes to the whole group by itself; passing it on would be a second one, which most programs take as "at once".
  const wait = () => {}
  process.on('SIGTERM', pass).on('SIGINT', wait)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      process.off('SIGTERM', pass).off('SIGINT', wait)
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}
