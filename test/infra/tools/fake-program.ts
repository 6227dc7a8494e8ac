import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { execa } from 'execa'
import type { Program } from '../../../infra/tools/program.ts'

/** A shell script that says its version as a program would. */
export async function writeProgram(folder: string, version: string, name = 'compass'): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, name)
  await writeFile(path, `#!/bin/sh\necho "compass version ${version}"\n`)
  await chmod(path, 0o755)
  return path
}

/** A machine of its own: an empty cache, a PATH of its own with the system's tools behind, in a path with a blank. */
export async function emptyMachine() {
  const home = await mkdtemp(join(tmpdir(), 'trail boss-'))
  const bin = join(home, 'bin')
  const env = { HOME: home, XDG_CACHE_HOME: join(home, 'cache'), PATH: [bin, '/usr/bin', '/bin'].join(delimiter) }
  return { home, bin, env, cached: join(home, 'cache', 'trailboss', 'programs', 'compass', '2.1.0', 'compass') }
}

/** A download site with the archive of the fake program; counts its visitors and can keep them waiting. */
export async function startSite({ delayMs = 0 }: { delayMs?: number } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'site-'))
  await writeProgram(folder, '2.1.0')
  await execa('tar', ['-czf', 'compass.tar.gz', 'compass'], { cwd: folder })
  const archive = await readFile(join(folder, 'compass.tar.gz'))
  let visits = 0
  const server = createServer((_, answer) => {
    visits += 1
    setTimeout(() => answer.end(archive), delayMs)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a listening port has a number')
  return {
    url: `http://127.0.0.1:${address.port}/compass.tar.gz`,
    sha256: createHash('sha256').update(archive).digest('hex'),
    visits: () => visits,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

export function compass(archive: { url: string; sha256: string }): Program {
  const everywhere = ['linux_amd64', 'linux_arm64', 'darwin_amd64', 'darwin_arm64']
  return {
    name: 'compass',
    version: '2.1.0',
    accepts: { from: '2.0.0', below: '3.0.0' },
    versionArguments: ['--version'],
    versionPattern: /version (\d+\.\d+\.\d+)/,
    archives: Object.fromEntries(everywhere.map((platform) => [platform, { ...archive, member: 'compass' }])),
  }
}
