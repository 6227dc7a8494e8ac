import type { World } from '../world.ts'
import { instanceAnywhere, terminate } from './ec2/launch.ts'

/** A machine dies without anybody having asked the cloud for it. */
export function killInstance(world: World, id: string): { killed: string } {
  const instance = instanceAnywhere(world, id)
  if (!instance) throw new Error(`no instance ${id} in this world; GET /_world/summary lists them`)
  terminate(world, instance)
  return { killed: id }
}
