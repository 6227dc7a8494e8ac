import { createServer } from 'node:http'
import { awsCall } from '../../infra/rehearsal/aws/aws-call.ts'
import { listenOn } from '../../infra/rehearsal/listen-on.ts'
import { readRequest } from '../../infra/rehearsal/wire.ts'

export interface CountingProxy {
  readonly url: string
  /** The calls since the last time, by action; counting begins anew. */
  take(): Record<string, number>
  stop(): Promise<void>
}

/** Passes every call on to `target` and counts it, so that all who are measured are counted the same way. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  let counts: Record<string, number> = {}
  const server = createServer(async (incoming, outgoing) => {
    const request = await readRequest(incoming)
    const name = awsCall(request)?.action ?? `${request.method} ${request.path}`
    counts[name] = (counts[name] ?? 0) + 1
    // These belong to one connection; fetch sets its own.
    const { connection: _c, 'content-length': _l, 'transfer-encoding': _t, expect: _e, ...headers } = request.headers
    const body = request.method === 'GET' ? {} : { body: request.body }
    const answer = await fetch(target + (incoming.url ?? '/'), { method: request.method, headers, ...body })
    const type = answer.headers.get('content-type') ?? 'text/xml'
    outgoing.writeHead(answer.status, { 'content-type': type }).end(Buffer.from(await answer.arrayBuffer()))
  })
  const { url, close } = await listenOn(server, 0)
  return {
    url,
    take: () => {
      const taken = counts
      counts = {}
      return taken
    },
    stop: close,
  }
}

export const total = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)
