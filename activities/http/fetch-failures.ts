import { types } from 'node:util'
import { ApplicationFailure } from '@temporalio/common'
import { refuse, retryLater } from '../failures.ts'
import { redactSecrets } from '../secrets/redact.ts'

/** The failure that stands for what `fetch` threw; one of ours passes unchanged. */
export function failureOfFetch(error: unknown, { label, writes }: { label: string; writes: boolean }): Error {
  if (error instanceof ApplicationFailure) return error
  const { code, words } = rootOf(error)
  const message = `${label}: ${words}`
  if (CERTIFICATE.test(code)) return refuse('RequestRefused', `${label}: ${NOT_TRUSTED} (${code})`, TRUST_IT, error)
  if (NEVER_SENT.has(code) || !writes) return retryLater('ServiceUnavailable', message, { cause: error })
  return retryLater('AnswerLost', `${message}; it may have happened all the same`, { cause: error })
}

/** With these the request cannot have reached the service, so a write did not happen. */
const NEVER_SENT = new Set([
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'EADDRNOTAVAIL',
])

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name cannot be looked up at the moment',
  ECONNRESET: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  TimeoutError: 'no answer in time',
}

const CERTIFICATE = /CERT|SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/

const NOT_TRUSTED = 'its certificate is not one that this worker trusts'
const TRUST_IT = 'have the worker trust its certificate (NODE_EXTRA_CA_CERTS), or correct the certificate, then retry'

/** `fetch` wraps the socket's error; the innermost is the one that says what happened. */
function rootOf(error: unknown): { code: string; words: string } {
  if (!types.isNativeError(error) && !(error instanceof DOMException)) return { code: '', words: 'failed' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === '' && types.isNativeError(error.cause)) return rootOf(error.cause)
  return { code, words: REASONS[code || error.name] ?? (code || redactSecrets(error.message)) }
}
