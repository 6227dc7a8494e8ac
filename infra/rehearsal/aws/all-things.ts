import type { World } from '../world.ts'
import { awsPart, type Thing } from './things.ts'

/** Everything that is there or still going away. What the cloud only remembers is left out. */
export const allThings = (world: World): Thing[] => Object.values(awsPart(world).things).filter((thing) => !isOver(thing))

function isOver({ fields }: Thing): boolean {
  const state: unknown = typeof fields === 'object' && fields !== null && 'state' in fields ? fields.state : undefined
  return state === 'terminated' || state === 'deleted'
}
