import type { Observation } from '../contract/activities.ts'
import type { Reason, Step } from '../contract/board.ts'
import type { Key, Outputs, Resource } from '../contract/resource.ts'

/** How far an operation, or one stage of it, has come. Lives in the workflow alone; boards are made from it. */
export interface Progress {
  resources: Map<Key, Resource>
  steps: Map<Key, Step>
  /** Of every resource that exists, those of other stages included. */
  outputs: Record<Key, Outputs>
  /** Listed before the step is tried, because a step that timed out may have happened. */
  made: Set<Key>
  changed: Set<Key>
  unchanged: Set<Key>
  /** Steps whose wish changed while they ran: they run once more. */
  again: Set<Key>
  /** Counts every change, so that waiting for one is one comparison. */
  version: number
}

/** Of a run that has not looked: each of its steps looks for itself. */
export const NOTHING_SEEN: Observation = { inSync: {}, differing: [], waiting: [] }

export function newProgress(resources: readonly Resource[], seen: Observation, outputs: Record<Key, Outputs>): Progress {
  const progress: Progress = {
    resources: new Map(),
    steps: new Map(),
    outputs: { ...outputs },
    made: new Set(),
    changed: new Set(),
    unchanged: new Set(),
    again: new Set(),
    version: 0,
  }
  for (const resource of resources) addStep(progress, resource, seen)
  return progress
}

function addStep(progress: Progress, resource: Resource, seen: Observation): void {
  const { key, stage } = resource
  const outputs = seen.inSync[key]
  progress.resources.set(key, resource)
  progress.steps.set(key, { key, stage, state: outputs ? 'done' : 'waiting' })
  if (outputs) {
    progress.outputs[key] = outputs
    progress.unchanged.add(key)
  } else if (seen.differing.includes(key)) progress.changed.add(key)
  else if (seen.waiting.includes(key)) progress.unchanged.add(key)
}

export function started(progress: Progress, key: Key, atMs: number): void {
  if (!progress.changed.has(key) && !progress.unchanged.has(key)) progress.made.add(key)
  move(progress, key, { state: 'running', startedAt: atMs })
}

export function finished(progress: Progress, key: Key, outputs: Outputs, atMs: number): void {
  move(progress, key, { state: progress.again.delete(key) ? 'waiting' : 'done', endedAt: atMs })
  takeOutputs(progress, key, outputs)
}

/** What was made from other outputs than these has to be compared with the new ones. */
export function takeOutputs(progress: Progress, key: Key, outputs: Outputs): void {
  if (JSON.stringify(progress.outputs[key]) === JSON.stringify(outputs)) return
  progress.outputs[key] = outputs
  for (const dependant of dependantsOf(progress, key)) rewind(progress, dependant)
}

export const parked = (progress: Progress, key: Key, reason: Reason, atMs: number): void =>
  move(progress, key, { state: progress.again.delete(key) ? 'waiting' : 'parked', endedAt: atMs, reason })

/** Puts a step back to be tried: a parked or finished one at once, a running one when it ends. */
export function rewind(progress: Progress, key: Key): void {
  const state = progress.steps.get(key)?.state
  if (state === 'running') progress.again.add(key)
  else if (state !== 'waiting') move(progress, key, { state: 'waiting' })
}

export function move(progress: Progress, key: Key, change: Partial<Step> & Pick<Step, 'state'>): void {
  const step = progress.steps.get(key)
  if (!step) return
  const { reason: _settled, ...kept } = step
  progress.steps.set(key, { ...kept, ...change })
  progress.version += 1
}

/** Takes over a corrected graph: what is new or wished for otherwise is tried again, parked steps too. */
export function amendProgress(progress: Progress, resources: readonly Resource[]): void {
  for (const resource of resources) {
    const known = progress.resources.get(resource.key)
    if (!known || !progress.steps.has(resource.key)) addStep(progress, resource, NOTHING_SEEN)
    else if (JSON.stringify(known) !== JSON.stringify(resource) || isParked(progress, resource.key)) {
      progress.resources.set(resource.key, resource)
      if (progress.unchanged.delete(resource.key)) progress.changed.add(resource.key)
      rewind(progress, resource.key)
    }
  }
  dropUnwanted(progress, new Set(resources.map((resource) => resource.key)))
  progress.version += 1
}

function dropUnwanted(progress: Progress, wanted: Set<Key>): void {
  for (const [key, step] of progress.steps) {
    // What exists stays on the board; the next plan lists it as no longer wanted.
    if (wanted.has(key) || (step.state !== 'waiting' && step.state !== 'parked')) continue
    progress.steps.delete(key)
    // What was tried may have happened: an undo still has to know it.
    if (!progress.made.has(key)) progress.resources.delete(key)
  }
}

const isParked = (progress: Progress, key: Key) => progress.steps.get(key)?.state === 'parked'

function dependantsOf(progress: Progress, key: Key): Key[] {
  const isDependant = (resource: Resource) => JSON.stringify(resource.spec).includes(JSON.stringify(key))
  return [...progress.resources.values()].filter(isDependant).map((resource) => resource.key)
}
