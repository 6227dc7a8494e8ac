import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { columns, duration, fit, wrap } from '../../../starters/render/fit.ts'

describe('text that has to fit', () => {
  it('is never wider than asked for, and never moves the cursor', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 10, max: 120 }), (text, width) => {
        const lines = [fit(text, width), ...wrap(text, { width, indent: '    ' })]
        // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
        return lines.every((line) => line.length <= width && !/[\u0000-\u001f\u007f-\u009f]/.test(line))
      }),
    )
  })

  it.each([
    [850, '850ms'], [43_000, '43s'], [125_000, '2m05s'], [3 * 3_600_000 + 420_000, '3h07m'], [-5, '0ms'],
  ])('says %d ms as %s', (ms, text) => expect(duration(ms)).toBe(text))

  it('lines up in columns', () => expect(columns([['a', 'b'], ['long', 'c']])).toEqual(['a     b', 'long  c']))

  it('wraps for a terminal that says it has no columns', () => {
    expect(wrap('for a serial line', { width: 0, indent: '  ' })).toEqual(['  for a', '  serial', '  line'])
  })
})
