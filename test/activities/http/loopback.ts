import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Request {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Reply {
  readonly status?: number
  readonly headers?: Record<string, string>
  /** Sent as JSON unless it is a string. */
  readonly body?: unknown
}

/** What a service does with a request. `hangUp` breaks the connection after the request was read. */
export type Answerer = (request: Request) => Reply | 'hangUp' | 'neverAnswer'

export interface Loopback {
  readonly url: string
  readonly requests: readonly Request[]
  close(): Promise<void>
}

/** A service on a free port of this machine that does as `answer` says, and remembers what it was asked. */
export async function loopback(answer: Answerer): Promise<Loopback> {
  const requests: Request[] = []
  const server = createServer(async (incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming
    const request = { method, path: url, headers, body: await text(incoming) }
    requests.push(request)
    send(outgoing, answer(request))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${portOf(server)}`, requests, close: () => close(server) }
}

function portOf(server: { address(): unknown }): number {
  const address = server.address()
  if (typeof address === 'object' && address !== null && 'port' in address) return Number(address.port)
  throw new Error('the server does not listen')
}

function send(outgoing: ServerResponse, reply: ReturnType<Answerer>): void {
  if (reply === 'neverAnswer') return
  if (reply === 'hangUp') {
    outgoing.socket?.destroy()
    return
  }
  const { status = 200, headers = {}, body = '' } = reply
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers })
  outgoing.end(typeof body === 'string' ? body : JSON.stringify(body))
}

async function close(server: ReturnType<typeof createServer>): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
