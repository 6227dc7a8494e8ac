import { killInstance } from './aws/kill-instance.ts'
import { callCounts } from './call-log.ts'
import { summaryOf } from './summary.ts'
import type { WireAnswer, WireRequest, World } from './world.ts'

const PREFIX = '/_world/'

/** The world's own door, for tests and for the command that plays a rehearsal. No faults, no latency. */
export function control(world: World, request: WireRequest): WireAnswer | undefined {
  if (!request.path.startsWith(PREFIX)) return undefined
  const action = `${request.method} ${request.path}`
  const found = doors[`${request.method} ${request.path.slice(PREFIX.length)}`]
  if (!found) return answer(404, action, { message: `no such door; there are: ${Object.keys(doors).join(', ')}` })
  try {
    return answer(200, action, found(world, request))
  } catch (error) {
    return answer(400, action, { message: error instanceof Error ? error.message : String(error) })
  }
}

const doors: Record<string, (world: World, request: WireRequest) => unknown> = {
  'GET summary': summaryOf,
  'GET calls': callCounts,
  'GET state': (world) => world.state,
  'POST kill': (world, { body }) => killInstance(world, machineIn(body)),
}

function machineIn(body: string): string {
  const asked: unknown = JSON.parse(body || '{}')
  if (typeof asked === 'object' && asked !== null && 'machine' in asked) return String(asked.machine)
  throw new TypeError('say which machine: {"machine":"i-…"}')
}

const answer = (status: number, action: string, body: unknown): WireAnswer => ({
  status,
  action,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
