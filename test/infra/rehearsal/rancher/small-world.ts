import type { Machine, Service, WireAnswer, World } from '../../../../infra/rehearsal/world.ts'
import { clockworkOf, newState } from '../../../../infra/rehearsal/clockwork.ts'
import { usualLatencies } from '../../../../infra/rehearsal/latencies.ts'

/** A world of one service whose clock stands still until a test lets time pass. */
export function smallWorld(service: Service) {
  const state = newState(1)
  const settings = { speed: 0, seed: 1, latencies: usualLatencies }
  const clockwork = clockworkOf(state, settings, (world, event) => service.happen?.(world, event))
  const { world, turn } = clockwork
  return {
    world,
    pass: (ms: number) => {
      state.clock.worldMs += ms
      turn(() => undefined)
    },
    start: (machine: Machine) => turn(() => service.machineStarted?.(world, machine)),
    lose: (machine: Machine) => turn(() => service.machineGone?.(world, machine)),
    ask: (request: Asked) => turn(() => ask(service, world, request)),
  }
}

export interface Asked {
  method?: string
  host: string
  path: string
  headers?: Record<string, string>
  body?: unknown
}

export interface Answered {
  status: number
  headers: Readonly<Record<string, string>>
  body: unknown
}

export const machine = (id: string, settings: Record<string, string>): Machine => ({
  id,
  privateAddress: `10.0.0.${id.length}`,
  hostName: `host-${id}`,
  userData: ['#!/bin/sh', ...Object.entries(settings).map(([name, value]) =>
    `TRAILBOSS_${name}='${value.replaceAll("'", String.raw`'\''`)}'`)].join('\n'),
})

function ask(service: Service, world: World, { method = 'GET', host, path, headers = {}, body }: Asked): Answered {
  const [bare = '', query = ''] = path.split('?')
  const answer = service.handle(world, {
    method,
    host,
    path: bare,
    query: new URLSearchParams(query),
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body),
  })
  if (!answer) throw new Error(`${service.name} does not know ${method} ${host}${path}`)
  return { status: answer.status, headers: answer.headers, body: parsed(answer) }
}

const parsed = ({ body }: WireAnswer): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    // What is no JSON is compared as the text it is.
    return body
  }
}
