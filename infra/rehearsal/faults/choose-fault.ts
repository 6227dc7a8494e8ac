import { createHash } from 'node:crypto'
import { partOf } from '../parts.ts'
import type { World } from '../world.ts'
import { parseFaultPlan, type FaultKind, type FaultPlan, type FaultRule } from './fault-plan.ts'

interface FaultsPart {
  plan: FaultPlan
  /** Per action: calls so far, and how many of the last ones were struck without a break. */
  actions: Record<string, { calls: number; inARow: number }>
  /** How often each rule has struck, by its place in the plan. */
  struck: Record<string, number>
}

/** The plan in force is part of the state, so that a world goes on with its faults after a restart. */
export function setFaultPlan(world: World, plan: FaultPlan): void {
  faultsOf(world).plan = plan
}

export const faultPlanOf = (world: World): FaultPlan => faultsOf(world).plan

/**
 * The fault of the next call of `action`, if any. It hangs on the seed, the action and how often it was called alone,
 * so that calls of other actions in between change nothing.
 */
export function chooseFault(world: World, action: string): FaultKind | undefined {
  const faults = faultsOf(world)
  const seen = (faults.actions[action] ??= { calls: 0, inARow: 0 })
  seen.calls += 1
  const index = seen.inARow < faults.plan.inARow ? faults.plan.rules.findIndex(strikes) : -1
  const rule = faults.plan.rules[index]
  seen.inARow = rule ? seen.inARow + 1 : 0
  if (rule) faults.struck[index] = (faults.struck[index] ?? 0) + 1
  return rule?.fault

  function strikes(candidate: FaultRule, place: number): boolean {
    if (!candidate.actions.some((pattern) => matches(pattern, action))) return false
    if (candidate.atMost !== undefined && (faults.struck[place] ?? 0) >= candidate.atMost) return false
    if (candidate.first !== undefined) return seen.calls <= candidate.first
    if (candidate.nth !== undefined) return seen.calls === candidate.nth
    return chance(`${world.state.seed}/${place}/${action}/${seen.calls}`) < (candidate.probability ?? 0)
  }
}

const faultsOf = (world: World) =>
  partOf<FaultsPart>(world, 'faults', () => ({ plan: parseFaultPlan('none'), actions: {}, struck: {} }))

const chance = (drawn: string) =>
  Number.parseInt(createHash('sha256').update(drawn).digest('hex').slice(0, 12), 16) / 2 ** 48

const matches = (pattern: string, action: string) =>
  new RegExp(`^${pattern.split('*').map((part) => part.replace(/[^\w]/g, '\\$&')).join('.*')}$`).test(action)
