import { randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { isCode } from './error-code.ts'

/**
 * Waits until no living process holds the lock file, takes it, and returns what gives it back. It saves work and is no
 * proof against everything: what it guards must also be put into place by one rename.
 */
export async function holdLock(
  path: string,
  { onWait }: { onWait?: (pid: number) => void } = {},
): Promise<() => Promise<void>> {
  for (let told = false; ;) {
    const holder = await take(path)
    if (holder === undefined) return () => rm(path, { force: true })
    if (!told) onWait?.(holder)
    told = true
    await sleep(250)
  }
}

async function take(path: string): Promise<number | undefined> {
  // Written aside and linked, so that the lock never exists without the number of its holder.
  const mine = `${path}.${process.pid}.${randomUUID()}`
  await writeFile(mine, String(process.pid))
  try {
    await link(mine, path)
    return undefined
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await rm(mine)
  }
  // Gone between the two calls: the next round takes it.
  const holder = Number(await readFile(path, 'utf8').catch(() => ''))
  if (!lives(holder)) await rm(path, { force: true })
  return holder
}

function lives(pid: number): boolean {
  try {
    // Signal 0 only asks. A number below 1 would mean a group of processes.
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    // A process of another user is alive too.
    return isCode(error, 'EPERM')
  }
}
