import { ApplicationFailure } from '@temporalio/common'
import { describe, expect, it } from '@jest/globals'
import { redactFailure, redactSecrets, rememberSecret } from '../../../activities/secrets/redact.ts'

const secret = rememberSecret('s3cr3t-t0ken')

describe('redaction', () => {
  it('strikes a secret wherever it stands', () => {
    expect(redactSecrets(`Bearer ${secret}, again ${secret}`)).toBe('Bearer [secret], again [secret]')
  })

  it('leaves short values alone, which would strike ordinary words', () => {
    rememberSecret('node')
    expect(redactSecrets('node-1 is ready')).toBe('node-1 is ready')
  })

  it('strikes the longer of two secrets of which one is part of the other', () => {
    rememberSecret('token-abcde')
    rememberSecret('token-abcde:key-of-it')
    expect(redactSecrets('with token-abcde:key-of-it')).toBe('with [secret]')
  })

  it('finds a secret that was written as JSON or as part of an address', () => {
    const odd = rememberSecret('pass"word/with?signs')
    expect(redactSecrets(JSON.stringify({ odd }))).toBe('{"odd":"[secret]"}')
    expect(redactSecrets(`https://x/?p=${encodeURIComponent(odd)}`)).toBe('https://x/?p=[secret]')
  })

  it('cleans message, stack, details and every cause of a failure', () => {
    const root = new Error(`socket said ${secret}`)
    const middle = new TypeError(`fetch failed with ${secret}`, { cause: root })
    const failure = ApplicationFailure.create({
      message: `login as ${secret}`,
      type: 'RequestRefused',
      details: [{ wayOut: `use ${secret}`, tried: [secret] }],
      cause: middle,
    })
    const cleaned = redactFailure(failure)
    expect(cleaned).toBe(failure)
    expect(cleaned.details).toEqual([{ wayOut: 'use [secret]', tried: ['[secret]'] }])
    for (const error of [failure, middle, root]) {
      expect(error.message).toContain('[secret]')
      expect(`${error.message}${error.stack}`).not.toContain(secret)
    }
  })

  it('comes to an end with errors that refer to each other', () => {
    const one = new Error(`one ${secret}`)
    const other = new Error(`other ${secret}`, { cause: one })
    one.cause = other
    redactFailure(one)
    expect([one.message, other.message]).toEqual(['one [secret]', 'other [secret]'])
  })
})
