import { describe, expect, it } from '@jest/globals'
import { plainProgress } from '../../../starters/follow/show-progress.ts'
import { waitsForPerson } from '../../../starters/follow/view.ts'
import { changeLines, pendingLine } from '../../../starters/render/plain.ts'
import { done, parked, running, viewOf, waiting } from './a-view.ts'

describe('plain progress', () => {
  it('says one line per change, and nothing twice', () => {
    const first = viewOf([{ ...done, state: 'running' }, waiting])
    const second = viewOf([done, running, waiting])
    expect(changeLines(undefined, first, 0)).toEqual(['00:00:00  running   aws.vpc/main  3s'])
    expect(changeLines(first, second, 5000)).toEqual([
      '00:00:05  done      aws.vpc/main  3s',
      '00:00:05  running   aws.instance/bastion',
    ])
    expect(changeLines(second, second, 6000)).toEqual([])
  })

  it('says when a step is tried again, and why', () => {
    const tries = { [running.key]: { attempt: 2, failure: { type: 'Throttled', message: 'slow down' } } }
    expect(changeLines(viewOf([running]), viewOf([running], { tries }), 0)).toEqual([
      '00:00:00  retry     aws.instance/bastion  try 2 after Throttled: slow down',
    ])
  })

  it('says why a step is parked and which command goes on', () => {
    const lines = changeLines(viewOf([{ ...parked, state: 'running' }]), viewOf([parked]), 0).map((line) => line.trim())
    expect(lines.at(-1)).toBe('→ trailboss retry dev aws.instance/rancher-1')
  })

  it('names what is pending after 30 seconds of silence, and not before', () => {
    const said: string[] = []
    let now = 0
    const progress = plainProgress((line) => said.push(line), () => now)
    progress.show(viewOf([running]))
    for (now = 1000; now <= 29_000; now += 1000) progress.show(viewOf([running]))
    expect(said).toHaveLength(1)
    now = 30_000
    progress.show(viewOf([running]))
    expect(said.at(-1)).toBe('00:00:30  pending   aws.instance/bastion 26s')
  })

  it('names at most three pending steps and counts the others', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...running, key: `aws.instance/${name}` as const }))
    expect(pendingLine(viewOf(many), 5000)).toContain('aws.instance/c 1s and 2 more')
  })
})

describe('waiting for a person', () => {
  it('begins only when nothing else moves', () => {
    expect(waitsForPerson(viewOf([parked, running]))).toBe(false)
    expect(waitsForPerson(viewOf([parked, waiting]))).toBe(true)
    expect(waitsForPerson(viewOf([parked], { state: 'failed' }))).toBe(false)
  })
})
