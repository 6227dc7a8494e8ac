import { mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { execa } from 'execa'

let app: string

/** The machine's own Node, which may be older than the one the sources need: what users of the package have. */
const PATH = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.endsWith('node_modules/.bin')).join(delimiter)
const machine = { env: { PATH } }

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trailboss package-'))
  app = join(folder, 'app')
  await execa('npm', ['pack', '--pack-destination', folder], machine)
  const [tarball] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'))
  await execa('mkdir', [app])
  await writeFile(join(app, 'package.json'), '{ "private": true }')
  await execa('npm', ['install', '--no-audit', '--no-fund', `../${tarball}`], { ...machine, cwd: app })
}, 300_000)

const trailboss = (...args: string[]) =>
  execa('npx', ['--no-install', 'trailboss', ...args], { ...machine, cwd: app, reject: false })

describe('the package, installed elsewhere', () => {
  it('shows what it can do', async () => {
    const { exitCode, stdout } = await trailboss('--help')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('rehearse')
  }, 60_000)

  it('checks the example fleet it carries', async () => {
    const { exitCode, stderr } = await trailboss('validate', '-f', 'node_modules/trailboss/examples/fleet.yaml')
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
  }, 60_000)

  it('carries the workflows as one bundle, and what machines are set up with', async () => {
    const carried = await readdir(join(app, 'node_modules', 'trailboss', 'dist'))
    expect(carried).toEqual(expect.arrayContaining(['workflow-bundle.js', 'infra', 'starters', 'workers']))
    expect(await readdir(join(app, 'node_modules', 'trailboss', 'dist', 'infra', 'bootstrap'))).toContain('install.sh')
  })
})
