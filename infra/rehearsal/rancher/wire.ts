import type { WireAnswer, WireRequest, World } from '../world.ts'
import type { Rancher, Token } from './state.ts'

/** One authenticated or open call, with what its handler may touch. */
export interface Call {
  readonly world: World
  readonly rancher: Rancher
  readonly request: WireRequest
  /** Links in answers begin with this. */
  readonly base: string
  readonly token?: Token
}

export interface Reply {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

/** Thrown by a handler that has its answer early. */
export class Refused extends Error {
  readonly reply: Reply
  constructor(reply: Reply) {
    super(`refused with ${reply.status}`)
    this.reply = reply
  }
}

export const ok = (body: unknown): Reply => ({ status: 200, body })

export const plain = (status: number, text: string): Reply => ({
  status,
  body: text,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
})

/** The auth filter's own shape: the status is a string and there is no code. */
export const unauthorized = (): Reply => ({
  status: 401,
  body: { type: 'error', status: '401', message: 'Unauthorized 401: must authenticate' },
})

export interface Complaint {
  status: number
  code: string
  message: string
  fieldName?: string
}

/** Errors of `/v3`. */
export const normanError = (complaint: Complaint): Reply => ({
  status: complaint.status,
  body: { type: 'error', baseType: 'error', ...complaint },
})

/** Errors of `/v1`. */
export const steveError = (complaint: Complaint): Reply => ({
  status: complaint.status,
  body: { type: 'error', links: {}, ...complaint },
})

export const notFound = (plural: string, name: string): Complaint => ({
  status: 404,
  code: 'NotFound',
  message: `${plural} "${name}" not found`,
})

export const toAnswer = (call: { request: WireRequest; token?: Token }, reply: Reply): WireAnswer => {
  const { method, path } = call.request
  const isText = typeof reply.body === 'string'
  return {
    status: reply.status,
    headers: {
      'cache-control': 'no-cache, no-store, must-revalidate',
      'x-content-type-options': 'nosniff',
      'x-api-cattle-auth': String(call.token !== undefined),
      ...(reply.body === undefined || isText ? {} : { 'content-type': 'application/json' }),
      ...reply.headers,
    },
    body: reply.body === undefined ? '' : isText ? String(reply.body) : JSON.stringify(reply.body),
    action: `${method} ${path}`,
  }
}

/** The body as an object; what cannot be parsed is refused in the words of the API that was called. */
export const bodyOf = (call: Call, refuse: (problem: string) => Reply): Record<string, unknown> => {
  if (call.request.body === '') return {}
  let parsed: unknown
  try {
    parsed = JSON.parse(call.request.body)
  } catch {
    // Rancher answers with Go's own words, which tell an early end from a wrong letter.
    const letter = call.request.body.trimStart()[0] ?? ''
    const cutOff = '{["'.includes(letter)
    throw new Refused(
      refuse(cutOff ? 'unexpected EOF' : `invalid character '${letter}' looking for beginning of value`),
    )
  }
  if (!isRecord(parsed)) throw new Refused(refuse('json: cannot unmarshal into an object'))
  return parsed
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
