import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { execa } from 'execa'

const report = ({ passed = 0, failed = 0, skipped = [] as string[], broken = 0 }) => ({
  numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped.length, numTodoTests: 0,
  numRuntimeErrorTestSuites: broken,
  testResults: [{ assertionResults: skipped.map((fullName) => ({ status: 'pending', fullName })) }],
})

type Run = { code: number; report?: ReturnType<typeof report> }

async function summarise(runs: Record<string, Run>) {
  const folder = await mkdtemp(join(tmpdir(), 'reports-'))
  for (const [name, run] of Object.entries(runs)) {
    await writeFile(join(folder, `${name}.code`), `${run.code}\n`)
    if (run.report) await writeFile(join(folder, `${name}.json`), JSON.stringify(run.report))
  }
  const done = await execa('node', ['infra/setup/summarise.mjs', folder, ...Object.keys(runs)], { reject: false })
  const lines = done.stdout.split('\n')
  return { exitCode: done.exitCode, last: lines.at(-1), lines }
}

describe('the last line of a run', () => {
  it('adds up all reports', async () => {
    const test = { code: 0, report: report({ passed: 40 }) }
    const parts = { code: 0, report: report({ passed: 2, skipped: ['containers: needs root'] }) }
    const { exitCode, last, lines } = await summarise({ test, parts })
    expect({ exitCode, last }).toEqual({ exitCode: 0, last: '42 passed, 0 failed, 1 skipped' })
    expect(lines).toContain('skipped: containers: needs root')
  })

  it('counts one failure for a set-up that broke before any test', async () => {
    const { exitCode, last } = await summarise({ test: { code: 1 }, parts: { code: 0, report: report({ passed: 1 }) } })
    expect({ exitCode, last }).toEqual({ exitCode: 1, last: '1 passed, 1 failed, 0 skipped' })
  })

  it('counts one failure for lint that is red while all tests pass', async () => {
    const { exitCode, last } = await summarise({ test: { code: 1, report: report({ passed: 5 }) } })
    expect({ exitCode, last }).toEqual({ exitCode: 1, last: '5 passed, 1 failed, 0 skipped' })
  })

  it('counts a test file that does not load', async () => {
    const { last } = await summarise({ test: { code: 1, report: report({ passed: 5, broken: 2 }) } })
    expect(last).toBe('5 passed, 2 failed, 0 skipped')
  })

  it('fails when nothing ran at all', async () => {
    const { exitCode, last } = await summarise({ test: { code: 0, report: report({}) } })
    expect({ exitCode, last }).toEqual({ exitCode: 1, last: '0 passed, 0 failed, 0 skipped' })
  })
})
