import type { World } from './world.ts'

/** A service's own part of the state, made by `first` when the world is new. The object is live: change it in place. */
export function partOf<T>(world: World, name: string, first: () => T): T {
  world.state.parts[name] ??= first()
  // Each part is written and read by one owner under one name, so its type is what that owner wrote.
  return world.state.parts[name] as T
}
