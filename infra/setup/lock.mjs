import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until no living process holds the lock file, and takes it. Returns what gives it back. */
export async function holdLock(path) {
  for (let told = false; ; told = true) {
    const holder = take(path)
    if (holder === undefined) return () => rmSync(path, { force: true })
    if (!told) process.stderr.write(`Waiting for process ${holder}, which is installing …\n`)
    await sleep(500)
  }
}

function take(path) {
  // Written aside and linked, so that the lock never exists without the number of its holder.
  const mine = `${path}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    linkSync(mine, path)
    return undefined
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  } finally {
    rmSync(mine)
  }
  const holder = holderOf(path)
  if (lives(holder)) return holder
  // It was killed in the middle: its lock goes, and the next round takes it or waits for whoever was quicker.
  rmSync(path, { force: true })
  return holder
}

function holderOf(path) {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch (error) {
    // Given back between the two calls: the next round takes it.
    if (error.code === 'ENOENT') return 0
    throw error
  }
}

function lives(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    // A process of another user is alive too.
    return error.code === 'EPERM'
  }
}
