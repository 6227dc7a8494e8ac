import { ApplicationFailure } from '@temporalio/common'
import { refuse, retryLater } from '../failures.ts'
import { BUSY, CAPACITY, PERSON, REFUSED, THROTTLED, type PersonRule } from './error-names.ts'

export interface Asked {
  /** As IAM names it: `ec2:RunInstances`. */
  readonly action: string
  /** The resource, or the kind where a whole kind was listed. */
  readonly key: string
}

/** What AWS, or the way to it, said, in our words: who has to act next. Failures of ours pass unchanged. */
export function toFailure(error: unknown, asked: Asked): unknown {
  if (!(error instanceof Error) || error instanceof ApplicationFailure) return error
  return connectionFailure(error, asked) ?? retriedFailure(error, asked) ?? personFailure(error, asked) ?? error
}

/** The object that was asked about is not there. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof Error && /NotFound(Exception)?$/.test(error.name)

function connectionFailure(error: Error, { action, key }: Asked) {
  const codes = [codeOf(error), codeOf(error.cause), error.name]
  if (codes.some((code) => NEVER_SENT.has(code))) {
    const message = `${key}: ${action} did not reach AWS (${error.message}); check the endpoint and the network`
    return retryLater('ServiceUnavailable', message, { cause: error })
  }
  if (!codes.some((code) => BROKEN.has(code))) return undefined
  const message = `${key}: the answer to ${action} was lost (${error.message}); the next try looks whether it happened`
  return retryLater('AnswerLost', message, { nextRetryDelayMs: jittered(2_000), cause: error })
}

function retriedFailure(error: Error, { action, key }: Asked) {
  const said = `${key}: ${action}: ${error.name}: ${error.message}`
  if (THROTTLED.test(error.name) || statusOf(error) === 429) {
    return retryLater('Throttled', said, { nextRetryDelayMs: jittered(4_000), cause: error })
  }
  if (BUSY.test(error.name)) {
    return retryLater('DependencyBusy', said, { nextRetryDelayMs: jittered(3_000), cause: error })
  }
  // A lack of capacity comes with a 500 too, and waits for a person.
  if (statusOf(error) >= 500 && !CAPACITY.test(error.name)) {
    return retryLater('ServiceUnavailable', said, { cause: error })
  }
  return undefined
}

function personFailure(error: Error, { action, key }: Asked) {
  const rule = PERSON.find(({ names }) => names.test(error.name))
  // Without a status it is no answer of AWS but a fault of this program, which must stay visible as one.
  if (rule === undefined && statusOf(error) === 0) return undefined
  const { type, wayOut, quiet }: Omit<PersonRule, 'names'> = rule ?? REFUSED
  const said = quiet ? error.name : `${error.name}: ${error.message}`
  // The cause would carry a quiet error's message on.
  return refuse(type, `${key}: ${action}: ${said}`, wayOut.replace('ACTION', action), quiet ? undefined : error)
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'TimeoutError', 'AbortError', 'ECONNABORTED'])

/** Spread over ±50 %, so that many steps that met one fault do not come back together. */
const jittered = (ms: number): number => ms * (0.5 + Math.random())

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

function statusOf(error: Error): number {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined
  const status: unknown =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata ? metadata.httpStatusCode : 0
  return typeof status === 'number' ? status : 0
}
