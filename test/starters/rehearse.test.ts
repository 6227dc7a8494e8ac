import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { execa } from 'execa'
import { readFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const MINUTE_MS = 60_000

let home = ''
let folder = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'trailboss-rehearse-'))
  folder = join(home, 'rehearsals', 'acme-dev')
})
afterAll(() => rm(home, { recursive: true, force: true }))

function rehearse(...args: string[]) {
  const { TEMPORAL_ADDRESS: _one, TEMPORAL_PROFILE: _other, ...machine } = process.env
  return execa(process.execPath, ['starters/trailboss.ts', 'rehearse', '-f', 'examples/fleet.yaml', 'dev', '--json', ...args], {
    cwd: root,
    env: { ...machine, CI: 'true', TRAILBOSS_HOME: home },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  })
}

/** Everything the rehearsal runs on: its world, its worker and its Temporal. */
async function processesBeside(): Promise<number[]> {
  const record = JSON.parse(await readFile(join(folder, 'rehearsal.json'), 'utf8'))
  const temporal = JSON.parse(await readFile(join(folder, 'embedded-temporal.json'), 'utf8'))
  return [...record.processes.slice(1).map(({ pid }: { pid: number }) => pid), temporal.pid]
}

async function untilSaid(running: ReturnType<typeof rehearse>, what: RegExp): Promise<void> {
  let said = ''
  running.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  for (let waited = 0; waited < MINUTE_MS / 2 && !what.test(said); waited += 50) await sleep(50)
  expect(said).toMatch(what)
}

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    // ESRCH is the answer that was hoped for.
    return false
  }
}

describe('a rehearsal', () => {
  it('goes on where it was after everything was killed, and makes nothing twice', async () => {
    const first = rehearse('--speed', '60', '--faults', 'none')
    await untilSaid(first, /done +aws\.instance\/rancher-1/)
    const killed = await processesBeside()
    first.kill('SIGKILL')
    for (const pid of killed) process.kill(pid, 'SIGKILL')
    await first

    const second = await rehearse('--speed', '60', '--faults', 'none')
    expect(second.stderr).toContain('going on with the rehearsal of dev that did not come to its end')
    expect(second.exitCode).toBe(0)
    const report = JSON.parse(String(second.stdout))
    expect(report).toMatchObject({ state: 'completed', leftBehind: [], resources: { vpc: 1, 'nat-gateway': 1 } })
    expect(report.timeLine.every(({ state }: { state: string }) => state === 'done')).toBe(true)
  }, 3 * MINUTE_MS)

  it('leaves no process behind, and begins anew once it came to its end', async () => {
    const running = rehearse('--speed', '60', '--faults', 'none')
    await untilSaid(running, /rehearsing dev: faults none[\s\S]*done +aws\.vpc\/main/)
    const beside = await processesBeside()
    expect(beside.every(alive)).toBe(true)
    running.kill('SIGINT')
    const { exitCode, stderr } = await running
    expect(exitCode).toBe(130)
    expect(stderr).toContain('detached: provision/dev is kept')
    expect(beside.filter(alive)).toEqual([])
  }, 3 * MINUTE_MS)
})
