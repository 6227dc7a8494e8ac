import { createHash } from 'node:crypto'
import { faultPlanOf } from '../faults/choose-fault.ts'
import { partOf } from '../parts.ts'
import type { Machine, Service, World, WorldEvent } from '../world.ts'

/** A machine without its user data, which many share: it lies once under its hash. */
interface KnownMachine extends Omit<Machine, 'userData'> {
  state: 'booting' | 'started' | 'gone'
  startedAt?: number
  userDataHash: string
}

interface MachinesPart {
  launched: number
  machines: Record<string, KnownMachine>
  userData: Record<string, string>
}

/** How a new machine's start-up will go. */
export type Boot = 'boots' | { stuckAt: 'pending' | 'startUp'; endsAfterMs?: number }

/** Makes the machine known to the world; its cloud calls `machineRuns` once it is running. */
export function addMachine(world: World, { userData, ...machine }: Machine): Boot {
  const part = machinesOf(world)
  const userDataHash = createHash('sha256').update(userData).digest('hex').slice(0, 16)
  part.userData[userDataHash] = userData
  part.machines[machine.id] = { ...machine, state: 'booting', userDataHash }
  part.launched += 1
  const { instances, stage, endsAfterMs } = faultPlanOf(world).neverBoots
  if (!instances.includes(part.launched)) return 'boots'
  return { stuckAt: stage, ...(endsAfterMs === undefined ? {} : { endsAfterMs }) }
}

/** From here its start-up script runs; the services hear of the machine when that has ended. */
export const machineRuns = (world: World, id: string): void =>
  world.schedule(world.settings.latencies.startUp, { kind: 'machine.started', id })

/** Afterwards the services know that the machine is gone. Twice is safe. */
export const machineLost = (world: World, id: string): void => world.schedule(0, { kind: 'machine.gone', id })

export const machineState = (world: World, id: string): KnownMachine['state'] | undefined =>
  machinesOf(world).machines[id]?.state

export const listMachines = (world: World): KnownMachine[] => Object.values(machinesOf(world).machines)

/** Tells `services` of machines that have started up or are gone. */
export function machineEvents(services: readonly Service[]): Service {
  return {
    name: 'machine',
    handle: () => undefined,
    happen(world, { kind, id }: WorldEvent) {
      const part = machinesOf(world)
      const known = part.machines[String(id)]
      if (!known || known.state === 'gone') return
      known.state = kind === 'machine.started' ? 'started' : 'gone'
      if (known.state === 'started') known.startedAt = world.now()
      const { state, userDataHash, startedAt: _, ...facts } = known
      const machine = { ...facts, userData: part.userData[userDataHash] ?? '' }
      for (const service of services) {
        if (state === 'started') service.machineStarted?.(world, machine)
        else service.machineGone?.(world, machine)
      }
    },
  }
}

const machinesOf = (world: World) =>
  partOf<MachinesPart>(world, 'machines', () => ({ launched: 0, machines: {}, userData: {} }))
