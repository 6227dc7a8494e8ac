import { describe, expect, it } from '@jest/globals'
import { renderMistakes } from '../../../../workflows/contract/fleet/render-mistakes.ts'
import { exampleText, mistakesOf } from './example.ts'

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefghi'.split('').map((name, index) => {
  const before = 'abcdefgh'[index]
  return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`
})].join('\n')

const hostile: [title: string, input: string | Record<string, unknown>, says: RegExp][] = [
  ['more than a MiB', 'a'.repeat(1024 * 1024 + 1), /larger than 1 MiB/],
  ['aliases that multiply', bomb, /aliases/],
  ['a key that stands twice', `${exampleText}\nfleet: other\n`, /stands twice/],
  ['a list where a map belongs', '- a\n- b\n', /must be a map/],
  ['a number where a map belongs', 'apiVersion: trailboss/v1\nfleet: acme\nenvironments: 7\n', /must be a map, not a number/],
  ['tabs', 'fleet: acme\nenvironments:\n\tdev: {}\n', /./],
  ['bytes that are no text', '\u0000\u0001\u0002PK', /no text/],
  ['nothing', '', /is empty/],
  ['spaces only', ' \n \n', /is empty/],
  ['two documents', `${exampleText}---\nfleet: other\n`, /second document/],
  ['__proto__ as a key', `${exampleText}\n__proto__: { polluted: true }\n`, /not a name/],
  ['__proto__ in JSON', JSON.parse('{"fleet":"acme","environments":{"__proto__":{"x":1}}}') as Record<string, unknown>, /not a name/],
  ['lists nested without end', `a: ${'['.repeat(50_000)}`, /./],
  ['dashes nested without end', '- '.repeat(50_000), /./],
  ['maps nested without end', `a: ${'{a: '.repeat(20_000)}`, /./],
  ['very many keys', Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`).join('\n'), /./],
  ['very many unknown keys', Array.from({ length: 8_000 }, (_, index) => `environment${index}: 1`).join('\n'), /and \d+ more mistakes/],
  ['very many environments', `apiVersion: trailboss/v1\nfleet: a\nenvironments:\n${
    Array.from({ length: 3000 }, (_, index) => `  e${index}: { network: { cidr: 10.0.0.0/16 } }`).join('\n')}`, /and \d+ more mistakes/],
  ['very many zones', exampleText.replace('eu-central-1a,', 'eu-central-1a,'.repeat(12_000)), /more than 8 zones/],
  ['very many commas', `a: [${'a,'.repeat(500_000)}]`, /./],
]

describe('hostile input', () => {
  it.each(hostile)('%s is told in bounded words, within a second and without a stack', (_, input, says) => {
    const before = process.cpuUsage()
    const mistakes = mistakesOf(input)
    // The processor's time and not the wall's: other work on the machine is not the parser's fault.
    const tookMs = process.cpuUsage(before).user / 1000
    const report = renderMistakes(mistakes, 'fleet.yaml')
    expect(report.replaceAll(/\n {4}/g, ' ')).toMatch(says)
    expect(mistakes.length).toBeGreaterThan(0)
    expect(mistakes.length).toBeLessThanOrEqual(51)
    expect(report).not.toMatch(/\n\s+at |node_modules/)
    expect(Math.max(...report.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
    expect(tookMs).toBeLessThan(1000)
  })

  it('refuses an object that refers to itself', () => {
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    expect(mistakesOf(circular)).toMatchObject([{ message: expect.stringContaining('plain JSON') }])
  })
})
