import { cp, mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { execa } from 'execa'

/** What a fresh clone has before anything is installed, in a path with a blank. */
async function freshClone() {
  const folder = join(await mkdtemp(join(tmpdir(), 'clone-')), 'trail boss')
  await mkdir(join(folder, 'infra'), { recursive: true })
  await cp('infra/setup', join(folder, 'infra', 'setup'), { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) await cp(file, join(folder, file))
  return folder
}

describe('a command on a fresh clone', () => {
  it('says in one line what to do when the registry cannot be reached', async () => {
    const cwd = await freshClone()
    const env = { npm_config_registry: 'http://127.0.0.1:9', npm_config_cache: join(cwd, 'cache') }
    const { exitCode, stderr } = await execa('node', ['infra/setup/run.mjs', 'lint'], { cwd, env, reject: false })
    expect(exitCode).toBe(1)
    expect(stderr.split('\n').slice(1)).toEqual([
      'trailboss set-up: the package registry cannot be reached (ECONNREFUSED); check the network, ' +
        'or name one you can reach in npm_config_registry, and run this again',
    ])
  })

  it('names the commands there are when it is none of them', async () => {
    const { exitCode, stderr } = await execa('node', ['infra/setup/run.mjs', 'tset'], { reject: false })
    expect(exitCode).toBe(1)
    expect(stderr).toBe('trailboss set-up: no command "tset"; there are start, test, test:parts, bench, build, lint, types')
  })
})
