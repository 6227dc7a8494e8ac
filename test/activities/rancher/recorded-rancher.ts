import { readFileSync } from 'node:fs'
import type { Scope } from '../../../workflows/contract/resource.ts'
import { loopback, type Loopback, type Reply, type Request } from '../http/loopback.ts'

/** `recordings/` holds answers of a real Rancher v2.11.3, without what no test looks at. */
export function recorded<Body = unknown>(name: string): { status: number; body: Body } {
  const { response } = JSON.parse(readFileSync(new URL(`recordings/${name}.json`, import.meta.url), 'utf8'))
  return response
}

export interface SteveObject {
  metadata: {
    name: string
    annotations: Record<string, string>
    labels: Record<string, string>
    state: { name: string }
  }
  spec: object
  status: { phase: string; conditions: { type: string; status: string }[] }
}

export const recordedObject = (name: string) => recorded<SteveObject>(name)
export const recordedList = (name: string) => recorded<{ data: SteveObject[] }>(name)

/** What is answered to `METHOD /path`: a recording, several one after the other (the last stays), or a reply. */
export type Script = Record<string, string | string[] | ((request: Request) => Reply)>

/** A Rancher that gives recorded answers, and 404 where the script has none. */
export function recordedRancher(script: Script): Promise<Loopback> {
  const asked = new Map<string, number>()
  return loopback((request) => {
    const call = `${request.method} ${request.path}`
    const answer = script[call]
    if (answer === undefined) return recorded('wh-144-v1-get-404')
    if (typeof answer === 'function') return answer(request)
    const names = [answer].flat()
    const turn = asked.get(call) ?? 0
    asked.set(call, turn + 1)
    return recorded(names[Math.min(turn, names.length - 1)] ?? 'wh-144-v1-get-404')
  })
}

export const scope: Scope = {
  fleet: 'acme',
  environment: 'dev',
  cloud: { provider: 'aws', region: 'eu-central-1', account: 'main' },
}

/** What was asked, in order, as `METHOD /path`. */
export const callsTo = (rancher: Loopback): string[] => rancher.requests.map(({ method, path }) => `${method} ${path}`)
