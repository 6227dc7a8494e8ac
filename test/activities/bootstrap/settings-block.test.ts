import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { settingsBlock } from '../../../activities/bootstrap/settings-block.ts'
import { bash } from './run.ts'

const anyText = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''))
const nasty = fc.constantFrom(
  `'`, `"`, '`id`', '$HOME', '$(exit 7)', '\n', '\\', `\\'`, '!', '\r\n', '\u0001', '\u00017', '%s', 'ü',
)
const values = fc.oneof(anyText, fc.array(nasty).map((parts) => parts.join('')))

describe('the settings block', () => {
  it('gives a shell back exactly the values it was made from, on one line each', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 40 }), async (list) => {
        const names = list.map((_, index) => `TRAILBOSS_${index}`)
        const block = settingsBlock(Object.fromEntries(list.map((value, index) => [`TRAILBOSS_${index}`, value])))
        expect(block.split('\n').map((line) => line.split('=')[0])).toEqual(names)
        const printed = await bash(`${block}\nprintf '%s\\0' ${names.map((name) => `"$${name}"`).join(' ')}`)
        expect(printed.stderr).toBe('')
        expect(printed.stdout).toBe(list.map((value) => `${value}\0`).join(''))
      }),
      { numRuns: 60 },
    )
  })

  it('writes ordinary values in plain single quotes', () => {
    expect(settingsBlock({ TRAILBOSS_ROLE: 'node', TRAILBOSS_DISKS: '/dev/sdf=/data /dev/sdg=/logs' })).toBe(
      `TRAILBOSS_ROLE='node'\nTRAILBOSS_DISKS='/dev/sdf=/data /dev/sdg=/logs'`,
    )
  })

  it('refuses a zero byte, naming the setting', () => {
    expect(() => settingsBlock({ TRAILBOSS_HOST_NAME: 'a\0b' })).toThrow('TRAILBOSS_HOST_NAME holds a zero byte')
  })
})
