import type { CallCount } from '../../infra/rehearsal/call-log.ts'
import type { Summary } from '../../infra/rehearsal/summary.ts'
import type { Step } from '../../workflows/contract/board.ts'
import type { OperationState, OperationView } from '../follow/view.ts'

/** What a rehearsal showed. Plain JSON: it is what `rehearse --json` prints. */
export interface RehearsalReport {
  operation: string
  state: OperationState
  tookMs: number
  speed: number
  /** Steps that were begun, in that order. */
  timeLine: Step[]
  calls: { service: string; action: string; count: number }[]
  /** Calls that were answered by an injected fault, by kind: what the run had to get over. */
  faults: { fault: string; count: number }[]
  /** What is in the cloud now, by kind. */
  resources: Record<string, number>
  /** In the cloud without our tag, or twice under one key: what a bill would show later. */
  leftBehind: string[]
}

export interface Rehearsed {
  view: OperationView
  calls: CallCount[]
  summary: Summary
  speed: number
}

export function reportOf({ view, calls, summary, speed }: Rehearsed): RehearsalReport {
  const begun = view.board?.steps.filter((step) => step.startedAt !== undefined) ?? []
  return {
    operation: view.id,
    state: view.state,
    tookMs: (view.endedAt ?? Date.now()) - view.startedAt,
    speed,
    timeLine: begun.sort((one, other) => (one.startedAt ?? 0) - (other.startedAt ?? 0)),
    calls: totals(calls, ({ service, action }) => `${service} ${action}`)
      .map(({ first: { service, action }, count }) => ({ service, action, count })),
    faults: totals(calls.filter((call) => call.fault), (call) => call.fault ?? '')
      .map(({ first, count }) => ({ fault: first.fault ?? '', count })),
    resources: summary.counts,
    leftBehind: leftBehind(summary),
  }
}

export async function askWorld(url: string): Promise<Pick<Rehearsed, 'calls' | 'summary'>> {
  const [calls, summary] = await Promise.all(['calls', 'summary'].map(async (door) => (await fetch(`${url}/_world/${door}`)).json()))
  // Our own program answers, from the same sources as these types.
  return { calls: calls as CallCount[], summary: summary as Summary }
}

function totals(calls: readonly CallCount[], by: (call: CallCount) => string): { first: CallCount; count: number }[] {
  const groups = new Map<string, { first: CallCount; count: number }>()
  for (const call of calls) {
    const group = groups.get(by(call)) ?? { first: call, count: 0 }
    group.count += call.count
    groups.set(by(call), group)
  }
  return [...groups.values()].sort((one, other) => other.count - one.count)
}

function leftBehind({ objects }: Summary): string[] {
  return Object.entries(objects).flatMap(([kind, items]) => {
    const keys = items.map((item) => item.key)
    return items.flatMap(({ id, key }, index) => {
      if (key === undefined) return [`${kind} ${id} carries no tag of ours`]
      // The machines of a group carry the group's key, every one of them.
      if (kind === 'instance' && key.startsWith('aws.autoScalingGroup/')) return []
      return keys.indexOf(key) === index ? [] : [`${kind} ${id} is a second ${key}`]
    })
  })
}
