import { describe, expect, it } from '@jest/globals'
import { treeLines } from '../../../starters/render/tree.ts'
import { widest } from '../run-trailboss.ts'
import { done, parked, running, viewOf, waiting } from './a-view.ts'

const view = viewOf([done, running, waiting, parked], {
  tries: { [running.key]: { attempt: 3, failure: { type: 'Throttled', message: 'slow down' } } },
})

describe('the tree', () => {
  it('shows each stage with its counts, and each step with its state and time', () => {
    const text = treeLines(view, { now: 16_000, show: 'everything' }).join('\n')
    expect(text).toContain('provisionEnvironment dev  converging  16s')
    expect(text).toContain('environment  1 of 2 done, 1 running')
    expect(text).toMatch(/✔ aws\.vpc\/main +3s/)
    expect(text).toMatch(/▸ aws\.instance\/bastion +12s +try 3 after Throttled: slow down/)
    expect(text).toMatch(/· rancher\.ping\/rancher/)
  })

  it('shows of a parked step why, the way out and the command that goes on', () => {
    const lines = treeLines(view, { now: 16_000, show: 'moving' }).map((line) => line.trim())
    expect(lines).toContain('QuotaExceeded: 12 of 12 vCPUs used in eu-central-1')
    expect(lines).toContain('→ raise the quota')
    expect(lines).toContain('→ trailboss retry dev aws.instance/rancher-1')
  })

  it('leaves out what does not move when it is drawn live', () => {
    const text = treeLines(view, { now: 16_000, show: 'moving' }).join('\n')
    expect(text).not.toContain(done.key)
    expect(text).not.toContain(waiting.key)
    expect(text).toContain(running.key)
  })

  it('calls a step that only takes time waiting, not retried', () => {
    const tries = { [running.key]: { attempt: 9, failure: { type: 'NotYet', message: 'it boots' } } }
    const text = treeLines(viewOf([running], { tries }), { now: 5000, show: 'moving' }).join('\n')
    expect(text).toContain('waits: it boots')
    expect(text).not.toContain('try 9')
  })

  it('stays within 100 columns and on its line, whatever a service says', () => {
    const message = `\u001b[2J\n${'x'.repeat(300)} ${'many words '.repeat(40)}`
    const loud = { ...parked, reason: { code: 'RequestRefused', message, wayOut: message } }
    const lines = treeLines(viewOf([loud]), { now: 5000, show: 'everything', width: 500 })
    expect(widest(lines.join('\n'))).toBeLessThanOrEqual(100)
    expect(lines.join('')).not.toContain('\u001b')
  })

  it('says that no worker has taken the operation up yet', () => {
    const { board: _none, ...early } = viewOf([])
    expect(treeLines(early, { now: 0, show: 'moving' })).toEqual(['provision/dev  waiting for a worker to take it up'])
  })
})
