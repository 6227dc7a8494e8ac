import { createServer, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { clockworkOf, newState, type Clockwork } from './clockwork.ts'
import { control } from './control.ts'
import { exchange, type Exchange } from './exchange.ts'
import { setFaultPlan } from './faults/choose-fault.ts'
import { parseFaultPlan, type FaultPlan, type PlanName } from './faults/fault-plan.ts'
import { usualLatencies } from './latencies.ts'
import { listenOn } from './listen-on.ts'
import { machineEvents } from './machines/machines.ts'
import { services } from './services.ts'
import { readState, writeState } from './state-file.ts'
import { isRead, readRequest } from './wire.ts'
import type { Latencies, WireAnswer, WireRequest, World, WorldEvent } from './world.ts'

export interface WorldOptions {
  /** A free one without it. */
  port?: number
  /** Where the world lives on when its process does not; in memory without it. */
  stateFile?: string
  /** How fast world time runs; 1 without it. */
  speed?: number
  seed?: number
  faults?: PlanName | FaultPlan
  latencies?: Partial<Latencies>
}

export interface StartedWorld {
  readonly url: string
  readonly world: World
  stop(): Promise<void>
}

// What a slow answer takes, in world milliseconds: longer than most clients like, shorter than they wait.
const SLOW_ANSWER = 15_000

/** Starts the world on 127.0.0.1, or goes on with the one in `stateFile`. */
export async function startWorld(options: WorldOptions = {}): Promise<StartedWorld> {
  const clockwork = openWorld(options)
  const { world } = clockwork
  const save = saver(clockwork, options.stateFile)
  const server = createServer((incoming, outgoing) => {
    readRequest(incoming)
      .then((request) => respond(clockwork, save, { request, outgoing }))
      // One request that a service cannot digest must not end the world for all others.
      .catch((error: unknown) => send(outgoing, brokenAnswer(error)))
  })
  const { url, close } = await listenOn(server, options.port ?? 0)
  return {
    url,
    world,
    stop: async () => {
      await close()
      save()
    },
  }
}

interface Pending {
  request: WireRequest
  outgoing: ServerResponse
}

async function respond(clockwork: Clockwork, save: () => void, { request, outgoing }: Pending): Promise<void> {
  const { latencies, speed } = clockwork.world.settings
  const own = clockwork.turn(() => control(clockwork.world, request))
  if (own) {
    if (request.method !== 'GET') save()
    return send(outgoing, own)
  }
  await wait(latencies.call / speed)
  const done = played(clockwork, request, save)
  if (done.slow) await wait(SLOW_ANSWER / speed)
  if (done.lost) return void outgoing.socket?.destroy()
  send(outgoing, done.answer)
}

function openWorld({ stateFile, faults, ...options }: WorldOptions): Clockwork {
  const state = (stateFile && readState(stateFile)) || newState(options.seed ?? 1)
  const latencies = { ...usualLatencies, ...options.latencies }
  const listeners = [...services, machineEvents(services)]
  const happen = (world: World, event: WorldEvent) =>
    listeners.find((service) => event.kind.startsWith(`${service.name}.`))?.happen?.(world, event)
  const clockwork = clockworkOf(state, { speed: options.speed ?? 1, seed: state.seed, latencies }, happen)
  if (faults !== undefined) setFaultPlan(clockwork.world, parseFaultPlan(faults))
  return clockwork
}

function played({ turn, world }: Clockwork, request: WireRequest, save: () => void): Exchange {
  const before = { events: world.state.events.length, draws: world.state.draws }
  const done = turn(() => exchange(world, services, request))
  const quiet = before.events === world.state.events.length && before.draws === world.state.draws
  // Before the answer leaves: what a caller was told outlives a kill. Reads of a quiet world have nothing to save.
  if (!quiet || !isRead(request, done.answer)) save()
  return done
}

const saver = ({ anchor, world }: Clockwork, path: string | undefined) => () => {
  if (path === undefined) return
  anchor()
  writeState(path, world.state)
}

const brokenAnswer = (error: unknown): WireAnswer => ({
  status: 500,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: `the world could not answer: ${error instanceof Error ? error.stack : String(error)}` }),
  action: 'broken',
})

function send(outgoing: ServerResponse, { status, headers, body }: WireAnswer): void {
  outgoing.writeHead(status, { ...headers }).end(body)
}
