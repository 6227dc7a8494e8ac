import { ActivityCancellationType, proxyActivities, proxyLocalActivities } from '@temporalio/workflow'
import type { Activities, Operation } from '../contract/activities.ts'
import { cloudQueue, MAIN_QUEUE } from '../contract/operations.ts'
import type { Key, Outputs, Resource, Scope } from '../contract/resource.ts'
import { refsIn } from '../contract/resource.ts'

/** What a walk over the graph does at each resource. */
export type Act = (resource: Resource, outputs: Record<Key, Outputs>) => Promise<Outputs>

/** The scope of an operation and how long its steps may take, without its resources. */
export type Ground = Pick<Operation, 'scope' | 'patienceMs'>

/** Parsing is quick and touches nothing outside, so it needs no queue and leaves one event. */
export const { readOperation } = proxyLocalActivities<Pick<Activities, 'readOperation'>>({
  startToCloseTimeout: '20s',
})

export const ensure = (ground: Ground): Act => async (resource, outputs) => {
  const ensured = await stepActivities(ground, resource).ensureResource({
    scope: ground.scope,
    resource,
    outputs: outputsFor(resource, outputs),
  })
  return ensured.outputs
}

export const remove = (ground: Ground): Act => async (resource, outputs) => {
  const known = outputsFor(resource, outputs)
  await stepActivities(ground, resource).removeResource({ scope: ground.scope, resource, outputs: known })
  return {}
}

/** Activities that look at everything at once. Most of what they ask is asked of the cloud, so its queue runs them. */
export const lookActivities = (scope: Scope, summary: string) =>
  proxyActivities<Pick<Activities, 'observeEnvironment' | 'planEnvironment' | 'listOwned'>>({
    summary,
    taskQueue: cloudQueue(scope.cloud),
    // Ten pages of a throttled account take minutes; a lost worker is noticed by the heartbeat.
    startToCloseTimeout: '10m',
    heartbeatTimeout: HEARTBEAT,
    // Each kind's look has been asked again by itself by then; what fails for good fails before anything is touched.
    retry: { initialInterval: '2s', maximumAttempts: 8 },
  })

function stepActivities({ scope, patienceMs }: Ground, resource: Resource) {
  return proxyActivities<Pick<Activities, 'ensureResource' | 'removeResource'>>({
    activityId: resource.key,
    summary: resource.key,
    taskQueue: resource.kind.startsWith('aws.') ? cloudQueue(scope.cloud) : MAIN_QUEUE,
    // One look and one write; whatever takes longer comes back as `NotYet` and holds no slot.
    startToCloseTimeout: '3m',
    scheduleToCloseTimeout: patienceMs,
    heartbeatTimeout: HEARTBEAT,
    // A creation that is under way is awaited, or its undo would race with it.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    // No limit on attempts: patience is the limit. Services that say when overrule the interval.
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
  })
}

/** Activities heartbeat each second, so a killed worker is noticed after this and not after the time-out. */
const HEARTBEAT = '5s'

function outputsFor(resource: Resource, outputs: Record<Key, Outputs>): Record<Key, Outputs> {
  const wanted = refsIn(resource.spec).map((ref) => ref.ref)
  return Object.fromEntries(wanted.flatMap((key) => (outputs[key] ? [[key, outputs[key]]] : [])))
}
