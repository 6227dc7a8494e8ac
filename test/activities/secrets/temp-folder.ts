import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty folder for one test; the path below it is not made yet. */
export async function tempFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const parent = await mkdtemp(join(tmpdir(), 'trailboss-secrets-'))
  return { folder: join(parent, 'kept'), remove: () => rm(parent, { recursive: true, force: true }) }
}
