import { describe, expect, it } from '@jest/globals'
import { createProgram } from '../../starters/program.ts'
import { runTrailboss, widest } from './run-trailboss.ts'

const commands = createProgram().commands.map((command) => command.name())

describe('the help texts', () => {
  it.each(commands)('of "%s" show an example, --json, and fit 100 columns', async (name) => {
    const { exitCode, stdout } = await runTrailboss([name, '--help'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/Examples?:\n {2}(\w+=\S+ )?trailboss /)
    expect(stdout).toContain('--json')
    expect(widest(stdout)).toBeLessThanOrEqual(100)
  })

  it('without a command name every command, grouped by task', async () => {
    const { exitCode, stdout } = await runTrailboss([])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Bring an environment up:')
    expect(stdout).toContain('Exit codes: 0 done')
    for (const name of commands) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'))
    expect(widest(stdout)).toBeLessThanOrEqual(100)
  })

  it('ends with 2 and the nearest command when the command is unknown', async () => {
    const { exitCode, stderr } = await runTrailboss(['provisoin', 'dev'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Did you mean provision?')
  })
})
