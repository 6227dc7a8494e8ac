import { once } from 'node:events'
import { createServer, request as callOn, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { listenOn } from '../../infra/rehearsal/listen-on.ts'

/** Where a call stands: `before` its act, `after` it while the answer is held back, or `answered` and read. */
export type Phase = 'before' | 'after' | 'answered'

export interface Moment {
  readonly phase: Phase
  /** `CreateVpc`, `hostgroup.create`, `POST /v3/tokens`; users’ random ids are left out. */
  readonly action: string
}

/** Told of each moment; true when the caller was killed in it, whose call then goes no further. */
export type Onlooker = (moment: Moment) => Promise<boolean>

export interface KillingProxy {
  readonly url: string
  stop(): Promise<void>
}

// Long enough for the caller to read the answer and to tell Temporal, which is the moment between two activities.
const READ_WITHIN_MS = 15

/** A proxy before the world at `target` that shows `onlooker` each call three times. */
export async function startKillingProxy(target: string, onlooker: Onlooker): Promise<KillingProxy> {
  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming)
    const action = nameOf(incoming, body)
    if (await onlooker({ action, phase: 'before' })) return void outgoing.destroy()
    const answer = await forward(target, incoming, body)
    if (!answer || (await onlooker({ action, phase: 'after' }))) return void outgoing.destroy()
    give(outgoing, answer)
    await sleep(READ_WITHIN_MS)
    await onlooker({ action, phase: 'answered' })
  })
  const { url, close } = await listenOn(server, 0)
  return { url, stop: close }
}

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Nothing when the world hangs up, which the caller then sees from its side. */
async function forward(target: string, { url, method, headers }: IncomingMessage, body: Buffer): Promise<Answer | undefined> {
  const call = callOn(new URL(url ?? '/', target), { method, headers })
  call.end(body)
  try {
    // 'response' has one argument, the answer.
    const [answer] = (await once(call, 'response')) as [IncomingMessage]
    return { status: answer.statusCode ?? 502, headers: answer.headers, body: await bodyOf(answer) }
  } catch {
    return undefined
  }
}

function give(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  outgoing.writeHead(status, headers).end(body)
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function nameOf({ url, method }: IncomingMessage, body: Buffer): string {
  const text = body.toString('utf8')
  const named = new URLSearchParams(text).get('Action') ?? /"method"\s*:\s*"([\w.]+)"/.exec(text)?.[1]
  if (named) return named
  const { pathname, searchParams } = new URL(url ?? '/', 'http://world')
  const path = pathname.replace(/^\/_host\/[^/]+/, '').replace(/\/user-\w+/, '/…')
  const verb = searchParams.get('action')
  return `${method} ${path}${verb ? `?action=${verb}` : ''}`
}
