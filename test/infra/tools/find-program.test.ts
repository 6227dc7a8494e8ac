import { access, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { provideProgram } from '../../../infra/tools/find-program.ts'
import { compass, emptyMachine, startSite, writeProgram } from './fake-program.ts'

let site: Awaited<ReturnType<typeof startSite>>
beforeAll(async () => { site = await startSite() })
afterAll(() => site.close())

describe('a program', () => {
  it('named by its variable is taken before all others', async () => {
    const { home, bin, env } = await emptyMachine()
    await writeProgram(bin, '2.5.0')
    const named = await writeProgram(join(home, 'elsewhere'), '2.2.0')
    const found = await provideProgram(compass(site), { env: { ...env, TRAILBOSS_COMPASS: named } })
    expect(found).toEqual({ path: named, version: '2.2.0', source: 'variable' })
  })

  it('is not searched elsewhere when its variable points nowhere', async () => {
    const { bin, env } = await emptyMachine()
    await writeProgram(bin, '2.5.0')
    const search = provideProgram(compass(site), { env: { ...env, TRAILBOSS_COMPASS: '/nowhere/compass' } })
    await expect(search).rejects.toThrow('TRAILBOSS_COMPASS: no program that can be run at "/nowhere/compass"')
  })

  it('of a wrong version is refused when its variable names it', async () => {
    const { bin, env } = await emptyMachine()
    const named = await writeProgram(bin, '3.0.0')
    const search = provideProgram(compass(site), { env: { ...env, TRAILBOSS_COMPASS: named } })
    await expect(search).rejects.toThrow('is version 3.0.0 (2.0.0 or later, before 3.0.0, is needed)')
  })

  it('on PATH is taken when its version does', async () => {
    const { bin, env } = await emptyMachine()
    const path = await writeProgram(bin, '2.10.1')
    expect(await provideProgram(compass(site), { env })).toEqual({ path, version: '2.10.1', source: 'path' })
  })

  it('on PATH that is too old is passed over, and that is said', async () => {
    const { bin, env } = await emptyMachine()
    const old = await writeProgram(bin, '1.9.9')
    const said: string[] = []
    const found = await provideProgram(compass(site), { env, onProgress: (line) => said.push(line) })
    expect(found.source).toBe('download')
    expect(said[0]).toBe(`${old} is version 1.9.9 (2.0.0 or later, before 3.0.0, is needed), so it is passed over`)
  })

  it('is downloaded once and found in the cache from then on', async () => {
    const { env, cached } = await emptyMachine()
    const first = await provideProgram(compass(site), { env })
    expect(first).toEqual({ path: cached, version: '2.1.0', source: 'download' })
    expect(await provideProgram(compass(site), { env })).toEqual({ ...first, source: 'cache' })
  })

  it('is never unpacked when the checksum of its archive is another', async () => {
    const { env, cached } = await emptyMachine()
    const pinned = '0'.repeat(64)
    const search = provideProgram(compass({ url: site.url, sha256: pinned }), { env })
    await expect(search).rejects.toThrow(`has the checksum ${site.sha256} and not ${pinned}; it is not used`)
    await expect(access(cached)).rejects.toThrow('ENOENT')
  })

  it('that cannot be had says each thing that was tried and how to go on', async () => {
    const { env } = await emptyMachine()
    const gone = compass({ url: 'http://127.0.0.1:9/compass.tar.gz', sha256: site.sha256 })
    await expect(provideProgram(gone, { env })).rejects.toThrow(
      /^compass 2\.1\.0 cannot be had: 127\.0\.0\.1:9 cannot be reached \(.+\); .*TRAILBOSS_COMPASS$/,
    )
  })
})

describe('two searches at once', () => {
  it('fetch one program, and leave nothing half made', async () => {
    const slow = await startSite({ delayMs: 300 })
    const { env, cached } = await emptyMachine()
    const found = await Promise.all([1, 2, 3].map(() => provideProgram(compass(slow), { env })))
    await slow.close()
    expect(found.map(({ path }) => path)).toEqual([cached, cached, cached])
    expect(slow.visits()).toBe(1)
    expect(await readdir(dirname(dirname(cached)))).toEqual(['2.1.0'])
  })
})
