import { CreateVpcCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { clientsOf } from './clients.ts'
import { openNetwork, runMachine, stateOf, until } from './machine-bench.ts'

const MAIN = new URL('../../../infra/rehearsal/main.ts', import.meta.url).pathname

describe('the rehearsal world as a program', () => {
  let folder: string
  const running: ChildProcess[] = []

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trailboss-world-'))
  })
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })

  it('loses nothing that it answered when it is killed', async () => {
    const first = await open('--speed', '600')
    const made: (string | undefined)[] = []
    for (const n of [1, 2, 3]) {
      const { Vpc } = await first.ec2.send(new CreateVpcCommand({ CidrBlock: `10.${n}.0.0/16` }))
      made.push(Vpc?.VpcId)
    }
    await kill(first.child)
    const second = await open('--speed', '600')
    const { Vpcs } = await second.ec2.send(new DescribeVpcsCommand({}))
    expect(Vpcs?.map(({ VpcId }) => VpcId)).toEqual(made)
  }, 60_000)

  it('boots the machines of the killed one to the end', async () => {
    const first = await open('--speed', '60')
    const { subnet } = await openNetwork(first.ec2)
    const id = await runMachine(first.ec2, { SubnetId: subnet })
    await kill(first.child)
    const second = await open('--speed', '60')
    expect(await until('running', () => stateOf(second.ec2, id))).toBe('running')
  }, 60_000)

  it('says in one line where it is, and ends when it is told to', async () => {
    const { child, url, pid } = await open('--faults', 'mild')
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(pid).toBe(child.pid)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  }, 60_000)

  async function open(...flags: string[]) {
    const stateFile = join(folder, 'world.json')
    const stdio = ['ignore', 'pipe', 'inherit'] as const
    const child = spawn(process.execPath, [MAIN, '--state-file', stateFile, ...flags], { stdio: [...stdio] })
    running.push(child)
    if (!child.stdout) throw new Error('the program has no output')
    const [line] = await once(createInterface(child.stdout), 'line')
    const { url, pid } = JSON.parse(String(line))
    return { child, url: String(url), pid: Number(pid), ec2: clientsOf(String(url)).ec2 }
  }

  async function kill(child: ChildProcess): Promise<void> {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
})
