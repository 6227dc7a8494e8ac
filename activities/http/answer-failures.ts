import type { ApplicationFailure } from '@temporalio/common'
import { z } from 'zod'
import { refuse, retryLater } from '../failures.ts'
import { redactSecrets } from '../secrets/redact.ts'

/** The cause of a failure that a service answered: what code may still ask about it. */
class AnswerError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'AnswerError'
    this.status = status
  }
}

export const isStatus = (error: unknown, status: number): boolean =>
  error instanceof Error && error.cause instanceof AnswerError && error.cause.status === status

/** The failure that an answer outside 200–299 stands for. */
export function failureOfAnswer(answer: Response, body: string, label: string): ApplicationFailure {
  const { status } = answer
  const said = saidIn(body)
  const message = `${label}: ${status}${said ? ` ${said}` : ''}`
  const cause = new AnswerError(status, message)
  const retry = { ...retryDelay(answer.headers.get('retry-after')), cause }
  if (status === 429) return retryLater('Throttled', message, retry)
  if (status >= 500 || status === 408) return retryLater('ServiceUnavailable', message, retry)
  if (status === 401) return refuse('CredentialsRefused', message, 'check the credentials for this service', cause)
  if (status === 403) return refuse('PermissionMissing', message, 'give these credentials the right to do this', cause)
  return refuse('RequestRefused', message, wayOutOf(status), cause)
}

const wayOutOf = (status: number) =>
  status < 400 ? 'the service redirects: put the address it redirects to into the fleet file' : 'correct it, then retry'

/** Rancher's, Kubernetes' and most others' shape of an error. `status` is a string where Rancher refuses a token. */
const ErrorBody = z.object({
  code: z.string().optional(),
  message: z.string().nullish(),
  fieldName: z.string().nullish(),
})

/** Named fields alone: a body may repeat the request, and with it a secret. */
function saidIn(body: string): string {
  const parsed = ErrorBody.safeParse(objectOf(body))
  if (!parsed.success) return ''
  const { code, message, fieldName } = parsed.data
  const words = [code, fieldName && `(${fieldName})`, message].filter(Boolean).join(' ')
  return redactSecrets(words).slice(0, 400)
}

function objectOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    // A proxy's HTML page says nothing that the status does not.
    return undefined
  }
}

/** Up to a quarter later than asked, so that those who were refused together do not come back together. */
function retryDelay(retryAfter: string | null): { nextRetryDelayMs?: number } {
  if (retryAfter === null) return {}
  const seconds = Number(retryAfter)
  const delayMs = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1000
  if (Number.isNaN(delayMs)) return {}
  return { nextRetryDelayMs: Math.min(Math.max(delayMs, 0), LONGEST_DELAY_MS) * (1 + Math.random() / 4) }
}

/** A service that asks for hours is asked again sooner; it can say so again. */
const LONGEST_DELAY_MS = 300_000

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
