import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { isCode } from './error-code.ts'

/** The command line of a living process; nothing for one that has ended, also if nobody has collected it yet. */
export async function commandOf(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    const { stdout } = await execa('ps', ['-p', String(pid), '-o', 'command='], { reject: false })
    return stdout.trim() || undefined
  }
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return line.replaceAll('\0', ' ').trim() || undefined
}

/** The process is gone afterwards: asked first, and after ten seconds, in which it closes its database, by force. */
export async function endProcess(pid: number): Promise<void> {
  const limits = [['SIGTERM', 10_000], ['SIGKILL', 5_000]] as const
  for (const [signal, limitMs] of limits) {
    if (!send(pid, signal)) return
    const deadline = Date.now() + limitMs
    while (Date.now() < deadline) {
      if ((await commandOf(pid)) === undefined) return
      await sleep(50)
    }
  }
  throw new Error(`process ${pid} does not end; end it by hand`)
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if (isCode(error, 'ESRCH')) return false
    throw error
  }
}
