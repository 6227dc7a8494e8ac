import { createHash } from 'node:crypto'
import type { Key, Scope } from '../../workflows/contract/resource.ts'

/**
 * The same on every attempt, so that AWS drops the second of two equal requests when only an answer was lost. The
 * resolved spec is in it, ids of dependencies included: AWS refuses a known token with other parameters.
 */
export function clientToken(scope: Scope, wanted: { key: Key; spec: unknown }, ...more: string[]): string {
  return contentHash([scope.fleet, scope.environment, wanted.key, wanted.spec, ...more])
}

/** 64 hex digits, the longest token that AWS takes. */
export const contentHash = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex')
