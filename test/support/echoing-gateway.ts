import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface EchoingGateway {
  readonly url: string
  /** Hosts that refuse from now on whatever carries a secret, and say in the refusal what they were sent. */
  refuse(hosts: RegExp): void
  stop(): Promise<void>
}

/** Stands before `target`, a rehearsal world. A service that repeats a request in its refusal repeats its secrets. */
export async function startEchoingGateway(target: string): Promise<EchoingGateway> {
  let refused = /^$/
  const server = createServer(async (incoming, outgoing) => {
    const body = await text(incoming)
    const { url = '/', method = 'GET', headers } = incoming
    const { authorization = '' } = headers
    const host = /^\/_host\/([^/]+)/.exec(url)?.[1] ?? ''
    if (refused.test(host) && (authorization || /"password"/.test(body))) {
      const message = `refused: ${method} ${url} ${authorization} ${body}`
      outgoing.writeHead(403, { 'content-type': 'application/json' })
      return void outgoing.end(JSON.stringify({ code: 'Forbidden', message }))
    }
    const answer = await fetch(`${target}${url}`, {
      method,
      redirect: 'manual',
      headers: { authorization, 'content-type': 'application/json' },
      ...(body ? { body } : {}),
    })
    outgoing.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
    outgoing.end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has an address object.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    refuse: (hosts) => {
      refused = hosts
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
