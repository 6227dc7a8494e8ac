import type { z } from 'zod'
import { refuse } from '../failures.ts'
import { failureOfAnswer, isStatus } from './answer-failures.ts'
import { readCapped } from './capped-body.ts'
import { failureOfFetch } from './fetch-failures.ts'
import { parseAnswer } from './parse-answer.ts'

export interface JsonClientSettings {
  readonly baseUrl: string
  /** Where requests to any host are really sent, as `<gateway>/_host/<host>/<path>`: a rehearsal, or a jump host. */
  readonly gateway?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

export interface JsonRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Appended to the base URL, query included. */
  readonly path: string
  readonly body?: unknown
  /** Set on a POST that changes nothing, so that a lost answer is not taken for a lost act. */
  readonly readOnly?: true
}

/** Speaks JSON to one service and throws our failures alone. It never retries: the next try looks first. */
export interface JsonClient {
  send<Answer>(request: JsonRequest, answer: z.ZodType<Answer>): Promise<Answer>
  /** As `send`, but undefined where the service says that there is no such thing. */
  find<Answer>(request: JsonRequest, answer: z.ZodType<Answer>): Promise<Answer | undefined>
}

export function jsonClient(settings: JsonClientSettings): JsonClient {
  if (!URL.canParse(settings.baseUrl)) throw noAddress(settings.baseUrl)
  const send = async <Answer>(request: JsonRequest, answer: z.ZodType<Answer>) =>
    parseAnswer(jsonOf(await exchange(settings, request)), answer, labelOf(settings, request))
  return {
    send,
    find: async (request, answer) => {
      try {
        return await send(request, answer)
      } catch (error) {
        if (isStatus(error, 404)) return undefined
        throw error
      }
    },
  }
}

const noAddress = (text: string) =>
  refuse('InvalidInput', `"${text}" is no address of a service`, 'write it as https://host/path into the fleet file')

async function exchange(settings: JsonClientSettings, request: JsonRequest): Promise<string> {
  const label = labelOf(settings, request)
  const writes = request.method !== 'GET' && !request.readOnly
  try {
    const answer = await fetch(addressOf(settings, request.path), wireRequest(settings, request))
    // The status of a refusal decides, so its body is read as far as a message reaches and no further.
    if (!answer.ok) throw failureOfAnswer(answer, await readCapped(answer, ERROR_BYTES, 'cut'), label)
    return await readCapped(answer, ANSWER_BYTES, 'fail')
  } catch (error) {
    throw failureOfFetch(error, { label, writes })
  }
}

/** `redirect: manual`, because a redirect would leave the gateway, and would turn a POST into a GET. */
const wireRequest = (settings: JsonClientSettings, request: JsonRequest): RequestInit => ({
  method: request.method,
  redirect: 'manual',
  signal: AbortSignal.timeout(settings.timeoutMs),
  headers: { accept: 'application/json', ...contentType(request), ...settings.headers },
  ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
})

const contentType = (request: JsonRequest) => (request.body === undefined ? {} : { 'content-type': 'application/json' })

function addressOf({ baseUrl, gateway }: JsonClientSettings, path: string): string {
  const direct = `${baseUrl.replace(/\/$/, '')}${path}`
  if (gateway === undefined) return direct
  const { host, pathname, search } = new URL(direct)
  return `${gateway.replace(/\/$/, '')}/_host/${host}${pathname}${search}`
}

/** What failures call the request; without its query, which may name things that do not matter. */
const labelOf = ({ baseUrl }: JsonClientSettings, { method, path }: JsonRequest) =>
  `${method} ${new URL(baseUrl).host}${path.replace(/\?.*$/, '')}`

/** Text that is no JSON comes back as it is (`pong`): the schema says whether that is right. */
function jsonOf(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    // Left to the schema, whose complaint names the request.
    return text
  }
}

/** A list of ten thousand machines is some 80 MB. */
const ANSWER_BYTES = 128 * 1024 * 1024
const ERROR_BYTES = 16 * 1024
