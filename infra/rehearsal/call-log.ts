import { partOf } from './parts.ts'
import type { CallRecord, World } from './world.ts'

/** How often each call was answered in each way; grows with the kinds of calls, not with their number. */
export interface CallCount {
  service: string
  action: string
  status: number
  fault?: string
  count: number
  firstAt: number
  lastAt: number
}

// Enough to see what led to a failure; the counts hold the whole run.
const RECENT_CALLS = 200

/** Counts the call and keeps it among the recent ones. */
export function logCall(world: World, call: CallRecord): void {
  world.state.calls.push(call)
  if (world.state.calls.length > RECENT_CALLS) world.state.calls.shift()
  const key = [call.service, call.action, call.status, call.fault ?? ''].join(' ')
  const { at, ...kind } = call
  const count = (counts(world)[key] ??= { ...kind, count: 0, firstAt: at, lastAt: at })
  count.count += 1
  count.lastAt = at
}

export const callCounts = (world: World): CallCount[] => Object.values(counts(world))

const counts = (world: World) => partOf<Record<string, CallCount>>(world, 'callCounts', () => ({}))
