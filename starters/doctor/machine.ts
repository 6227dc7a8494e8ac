import { mkdir, statfs } from 'node:fs/promises'
import type { Check } from '../render/checks.ts'

const LEAST_NODE = [20, 19] as const
/** The pinned programs and the database of a year's operations. */
const LEAST_FREE_GIB = 1

export function checkNode(version: string = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const enough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])
  return { name: 'Node.js', state: enough ? 'ok' : 'missing', found: version, mend: 'install Node.js 20.19 or newer' }
}

export async function checkDisk(folder: string): Promise<Check> {
  await mkdir(folder, { recursive: true })
  const { bavail, bsize } = await statfs(folder)
  const gib = (bavail * bsize) / 2 ** 30
  return {
    name: 'disk',
    state: gib >= LEAST_FREE_GIB ? 'ok' : 'missing',
    found: `${gib.toFixed(1)} GiB free for ${folder}`,
    mend: `free ${LEAST_FREE_GIB} GiB there, or set TRAILBOSS_HOME to a folder elsewhere`,
  }
}
