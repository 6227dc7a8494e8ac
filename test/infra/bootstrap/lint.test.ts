import { readdir } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { execa } from 'execa'
import { startProgram } from '../../../activities/bootstrap/start-program.ts'
import { machines, roles } from '../../activities/bootstrap/reference-machines.ts'
import { readScript } from '../../activities/bootstrap/rendering.ts'
import { bash, has } from '../../activities/bootstrap/run.ts'

const shellcheckIsHere = await has('shellcheck')
const files = (await readdir('infra/bootstrap', { recursive: true })).filter((file) => file.endsWith('.sh')).sort()
const whereShellcheckIs = shellcheckIsHere ? it : it.skip

const shellcheck = (script: string) => execa('shellcheck', ['-s', 'bash', '-'], { input: script, reject: false })

describe('the scripts', () => {
  it.each(files)('%s can be read by bash', async (file) => {
    expect(await bash(await readScript(file), ['-n'])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  whereShellcheckIs.each(files)('%s leaves shellcheck nothing to say', async (file) => {
    expect((await shellcheck(await readScript(file))).stdout).toBe('')
  })

  whereShellcheckIs.each(roles)('the whole program of a %s leaves shellcheck nothing to say', async (role) => {
    expect((await shellcheck(await startProgram(machines[role], readScript))).stdout).toBe('')
  })
})
