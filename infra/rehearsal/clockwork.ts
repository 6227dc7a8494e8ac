import { createHash } from 'node:crypto'
import type { World, WorldEvent, WorldSettings, WorldState } from './world.ts'

/** A world and the two ways of moving it. */
export interface Clockwork {
  readonly world: World
  /** Lets everything that is due happen in time order, runs `act` at one instant, then what that made due at once. */
  turn<T>(act: () => T): T
  /** Ties the world's clock to this moment, so that it goes on from here after a restart. */
  anchor(): void
}

export const newState = (seed: number): WorldState => ({
  clock: { worldMs: Date.now(), wallMs: Date.now() },
  seed,
  draws: 0,
  events: [],
  parts: {},
  calls: [],
})

/** Drives `state` by `happen`, which is called once for each due event. */
export function clockworkOf(
  state: WorldState,
  settings: WorldSettings,
  happen: (world: World, event: WorldEvent) => void,
): Clockwork {
  let held: number | undefined
  const clock = () => Math.floor(state.clock.worldMs + (Date.now() - state.clock.wallMs) * settings.speed)
  const world: World = {
    state,
    settings,
    now: () => held ?? clock(),
    schedule: (afterMs, event) => insert(state, { at: world.now() + afterMs, event }),
    random: () => Number.parseInt(draw(state).slice(0, 12), 16) / 2 ** 48,
    id: (prefix, hexDigits) => prefix + draw(state).slice(0, hexDigits),
  }
  const letHappen = (until: number) => {
    for (let due = state.events[0]; due && due.at <= until; due = state.events[0]) {
      state.events.shift()
      held = due.at
      happen(world, due.event)
    }
    held = until
  }
  const turn = <T>(act: () => T): T => {
    const until = clock()
    try {
      letHappen(until)
      const result = act()
      letHappen(until)
      return result
    } finally {
      held = undefined
    }
  }
  return { world, turn, anchor: () => void (state.clock = { worldMs: clock(), wallMs: Date.now() }) }
}

// After its equals, so that two events of one instant happen in the order in which they were asked for.
function insert(state: WorldState, entry: WorldState['events'][number]): void {
  const before = state.events.findLastIndex((other) => other.at <= entry.at)
  state.events.splice(before + 1, 0, entry)
}

const draw = (state: WorldState) => createHash('sha256').update(`${state.seed}/${state.draws++}`).digest('hex')
