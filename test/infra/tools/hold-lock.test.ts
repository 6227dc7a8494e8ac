import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { execa } from 'execa'
import { holdLock } from '../../../infra/tools/hold-lock.ts'

const lockPath = async () => join(await mkdtemp(join(tmpdir(), 'lock-')), 'one.lock')

describe('a lock', () => {
  it('lets the second in when the first gives it back', async () => {
    const path = await lockPath()
    const events: string[] = []
    const release = await holdLock(path)
    const second = holdLock(path, { onWait: (pid) => events.push(`waits for ${pid}`) }).then(() => events.push('second'))
    await new Promise((resolve) => { setTimeout(resolve, 100) })
    events.push('first gives it back')
    await release()
    await second
    expect(events).toEqual([`waits for ${process.pid}`, 'first gives it back', 'second'])
  })

  it('of a process that was killed is taken over', async () => {
    const path = await lockPath()
    const ended = execa('true')
    await ended
    await writeFile(path, String(ended.pid))
    await holdLock(path)
    expect(await readFile(path, 'utf8')).toBe(String(process.pid))
  })
})
