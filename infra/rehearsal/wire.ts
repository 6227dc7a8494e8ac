import type { IncomingMessage } from 'node:http'
import type { WireAnswer, WireRequest } from './world.ts'

/** The whole request. `/_host/<name>/…` is taken apart: the service sees the host and the rest of the path. */
export async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const url = new URL(incoming.url ?? '/', 'http://world')
  const named = /^\/_host\/([^/]+)(\/.*)?$/.exec(url.pathname)
  return {
    method: incoming.method ?? 'GET',
    host: named?.[1] ?? incoming.headers.host ?? '',
    path: named ? (named[2] ?? '/') : url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

/** Whether the call may have changed something that its caller relies on. */
export const isRead = (request: WireRequest, { action }: WireAnswer): boolean =>
  request.method === 'GET' || /^(Describe|Get|List)|\.get$/.test(action)
