import { createHmac, randomBytes } from 'node:crypto'
import type { Secrets } from './secrets.ts'

/**
 * Tells whether two texts that hold secrets are the same, without either of them: a hash keyed by a secret of the
 * fleet, so that nobody who reads it in a tag can try passwords against it.
 */
export const fingerprints = (secrets: Secrets, fleet: string) => async (text: string): Promise<string> => {
  const key = await secrets.makeOnce({ secret: `kept:${fleet}/fingerprint-key` }, makeKey)
  return createHmac('sha256', key).update(text).digest('hex').slice(0, 32)
}

const makeKey = () => randomBytes(32).toString('hex')
