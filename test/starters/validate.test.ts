import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTrailboss, widest } from './run-trailboss.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailboss-validate-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function fileOf(text: string): Promise<string> {
  const file = join(folder, 'fleet.yaml')
  await writeFile(file, text)
  return file
}

describe('validate', () => {
  it('accepts the reference fleet and says what to run next', async () => {
    const { exitCode, stdout, stderr } = await runTrailboss(['validate', '-f', 'examples/fleet.yaml', 'dev'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toContain('trailboss rehearse -f examples/fleet.yaml dev')
  })

  it('prints its result as JSON alone when asked to', async () => {
    const { stdout } = await runTrailboss(['validate', '-f', 'examples/fleet.yaml', '--json'])
    expect(JSON.parse(stdout)).toEqual({ fleet: 'acme', environments: ['dev', 'staging', 'prod'], mistakes: [] })
  })

  it('names every mistake with its place, and ends with 2', async () => {
    const file = await fileOf('apiVersion: trailboss/v2\nfleet: Acme!\nenvironments: {}\nsurprise: 1\n')
    const { exitCode, stdout, stderr } = await runTrailboss(['validate', '-f', file])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    for (const place of ['fleet.yaml:1:', 'fleet.yaml:2:', 'fleet.yaml:4:']) expect(stderr).toContain(place)
  })

  it('names the environments there are when another is asked for', async () => {
    const { exitCode, stderr } = await runTrailboss(['validate', '-f', 'examples/fleet.yaml', 'qa'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('examples/fleet.yaml: environment qa is not in fleet acme; it has dev, staging, prod')
  })

  it.each([
    ['a tab and a torn map', 'a: {b\n\tc'],
    ['aliases that explode', 'a: &a [x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n'],
    ['escape sequences', 'fleet: "\\u001b[2J\\u001b]0;owned\\u0007"\n"\\u001b[31m": 1\n'],
    ['a prototype', '__proto__: { fleet: x }\nconstructor: 1\n'],
    ['nothing', ''],
  ])('survives %s without a stack or an escape sequence', async (_what, text) => {
    const { exitCode, stderr } = await runTrailboss(['validate', '-f', await fileOf(text)])
    expect(exitCode).toBe(2)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(stderr).not.toContain('\u001b')
    // The path of the temporary folder may be long by itself.
    expect(widest(stderr)).toBeLessThanOrEqual(100 + folder.length)
  })
})

describe('exit codes', () => {
  it('are 3, in one line, when Temporal refuses the connection', async () => {
    const args = ['plan', 'dev', '-f', 'examples/fleet.yaml']
    const { exitCode, stdout, stderr } = await runTrailboss(args, { TEMPORAL_ADDRESS: '127.0.0.1:1' })
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr.split('\n')).toHaveLength(1)
    expect(stderr).toContain('Temporal at 127.0.0.1:1 cannot be reached')
  })

  it('are 1 when nobody confirms a decommission, and nothing is contacted', async () => {
    const args = ['decommission', 'dev', '-f', 'examples/fleet.yaml']
    const unasked = await runTrailboss(args, { TEMPORAL_ADDRESS: '127.0.0.1:1' })
    expect(unasked.exitCode).toBe(1)
    expect(unasked.stderr).toContain('add --yes dev')
    const mistyped = await runTrailboss([...args, '--yes', 'prod'], { TEMPORAL_ADDRESS: '127.0.0.1:1' })
    expect(mistyped.exitCode).toBe(1)
    expect(mistyped.stderr).toContain('nothing was removed')
  })

  it('are 2 when a retry names no step', async () => {
    const { exitCode, stderr } = await runTrailboss(['retry', 'dev'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('trailboss status dev')
  })

  it('are in the JSON of a failure too', async () => {
    const { stdout } = await runTrailboss(['validate', '-f', 'no-such-file.yaml', '--json'])
    expect(JSON.parse(stdout)).toEqual({ error: { exitCode: 2, message: expect.stringContaining('no-such-file.yaml') } })
  })
})
