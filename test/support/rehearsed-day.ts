import { QueryNotRegisteredError } from '@temporalio/client'
import { execa } from 'execa'
import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CallCount } from '../../infra/rehearsal/call-log.ts'
import { setFaultPlan } from '../../infra/rehearsal/faults/choose-fault.ts'
import { parseFaultPlan, type FaultKind } from '../../infra/rehearsal/faults/fault-plan.ts'
import { findProgram } from '../../infra/tools/find-program.ts'
import type { Board, Step } from '../../workflows/contract/board.ts'
import { BOARD_QUERY } from '../../workflows/contract/operations.ts'
import type { Stage } from './stage.ts'

type Handle = Pick<Awaited<ReturnType<Stage['start']>>, 'query' | 'describe' | 'result'>

/** From now on the world fails as `plan` says, and counts calls and strikes from nothing. */
export function setFaults({ world: { world } }: Stage, plan: unknown): void {
  delete world.state.parts.faults
  delete world.state.parts.callCounts
  setFaultPlan(world, parseFaultPlan(plan))
}

/** As setFaults, in a world where nothing was ever made, and with no secret kept. */
export async function startDay(stage: Stage, plan: unknown): Promise<void> {
  const { state } = stage.world.world
  for (const part of Object.keys(state.parts)) delete state.parts[part]
  state.events.length = 0
  await rm(`${stage.folder}/secrets`, { recursive: true, force: true })
  setFaults(stage, plan)
}

/** A plan that refuses these actions for as long as it is in force. */
export const refusing = (fault: FaultKind, ...actions: string[]) => ({
  rules: [{ fault, actions, probability: 1 }],
  inARow: Number.MAX_SAFE_INTEGER,
})

export const boardOf = (handle: Handle): Promise<Board> => handle.query<Board>(BOARD_QUERY)

/** Nothing, as long as the operation has no board because it still asks for its environment. */
async function stepsOf(handle: Handle): Promise<Step[]> {
  try {
    return (await boardOf(handle)).steps
  } catch (error) {
    if (error instanceof QueryNotRegisteredError) return []
    throw error
  }
}

/** Waits until nothing runs and something is parked; an operation that ends instead throws its own failure. */
export async function untilParked(handle: Handle): Promise<Step[]> {
  for (;;) {
    const steps = await stepsOf(handle)
    const isBusy = steps.some((step) => step.state === 'running')
    const parked = steps.filter((step) => step.state === 'parked')
    if (!isBusy && parked.length > 0) return parked
    const { status } = await handle.describe()
    if (status.name !== 'RUNNING') {
      throw new Error(`ended without a parked step: ${JSON.stringify(await handle.result())}`)
    }
    await sleep(100)
  }
}

/** The world's own counts of calls, by action, answer and fault, since the faults were set. */
export async function countsOf({ world }: Stage): Promise<CallCount[]> {
  const answer = await fetch(`${world.url}/_world/calls`)
  // The world's own door; its counts are written by this repository.
  return (await answer.json()) as CallCount[]
}

/** How often each action was called since the faults were set. */
export async function callsOf(stage: Stage): Promise<Record<string, number>> {
  const calls: Record<string, number> = {}
  for (const { action, count } of await countsOf(stage)) calls[action] = (calls[action] ?? 0) + count
  return calls
}

/** The owner keys of everything in the world, sorted: twice the same key is an object too many. */
export async function ownerKeys(stage: Stage): Promise<string[]> {
  const { objects } = await stage.summary()
  return Object.values(objects).flat().map(({ key }) => key ?? 'nobody').sort()
}

/** Runs the real `temporal` command against the stage's server. Does not throw; look at `exitCode`. */
export async function temporalCommand(stage: Stage, ...args: string[]) {
  const { path } = await findProgram('temporal', { env: process.env })
  return execa(path, [...args, '--address', stage.temporal.address, '--disable-config-file'], { reject: false })
}
