import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface LostAnswers {
  /** Loses the first answer for each creating request that differs, instead of the first of each action. */
  readonly everyObject?: true
}

export interface LostAnswerProxy {
  readonly url: string
  /** What was done without an answer, in order. */
  readonly lost: string[]
  stop(): Promise<void>
}

/**
 * Stands before `target`, and has each creating call done but breaks the connection instead of handing on the first
 * answer: the bad day that makes two of everything for who does not look first.
 */
export async function startLostAnswerProxy(target: string, options: LostAnswers = {}): Promise<LostAnswerProxy> {
  const lost: string[] = []
  const met = new Set<string>()
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming)
    const action = actionOf(incoming, body)
    const answer = await forward(target, incoming, body)
    const content = await buffer(answer)
    const once = options.everyObject ? `${action} ${body}` : action
    if (isCreating(action) && (answer.statusCode ?? 500) < 300 && !met.has(once)) {
      met.add(once)
      lost.push(action)
      return void incoming.socket.destroy()
    }
    send(outgoing, answer, content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has an address object.
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, lost, stop: () => stop(server) }
}

/** AWS says in the body what is asked for; others by method and path. */
const actionOf = ({ method, url = '/' }: IncomingMessage, body: Buffer): string =>
  new URLSearchParams(body.toString()).get('Action') ?? `${method} ${url.split('?')[0]}`

const isCreating = (action: string): boolean =>
  action.includes(' ') ? !/^(GET|HEAD|DELETE) /.test(action) : /^(Create|Allocate|Import|Run)/.test(action)

function forward(target: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, connection: 'close' } }
    request(new URL(url ?? '/', target), options, resolve).on('error', reject).end(body)
  })
}

function send(outgoing: ServerResponse, { statusCode = 502, headers }: IncomingMessage, content: Buffer): void {
  const { 'transfer-encoding': _chunks, connection: _connection, ...kept } = headers
  outgoing.writeHead(statusCode, { ...kept, 'content-length': content.length }).end(content)
}

async function stop(server: ReturnType<typeof createServer>): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
