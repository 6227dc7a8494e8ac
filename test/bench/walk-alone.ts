import { setTimeout as wait } from 'node:timers/promises'
import { ApplicationFailure } from '@temporalio/common'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { needsOf, type Key, type Outputs, type Resource, type Scope } from '../../workflows/contract/resource.ts'
import type { Activities } from '../../workflows/contract/activities.ts'

/** Makes every resource true, as wide as the graph allows, in this process: what activities cost without Temporal. */
export async function walkAlone(
  { ensureResource }: Pick<Activities, 'ensureResource'>,
  scope: Scope,
  resources: readonly Resource[],
): Promise<Record<Key, Outputs>> {
  const outputs: Record<Key, Outputs> = {}
  const steps = new Map<Key, Promise<void>>()
  const byKey = new Map(resources.map((resource) => [resource.key, resource]))
  const step = (key: Key): Promise<void> => {
    const resource = byKey.get(key)
    if (!resource) throw new Error(`the graph has no ${key}`)
    const begun = steps.get(key) ?? make(resource)
    steps.set(key, begun)
    return begun
  }
  const make = async (resource: Resource) => {
    await Promise.all(needsOf(resource).map(step))
    const activity = newActivity()
    await patiently(() =>
      activity.run(async () => {
        outputs[resource.key] = (await ensureResource({ scope, resource, outputs })).outputs
      }),
    )
  }
  await Promise.all(resources.map(({ key }) => step(key)))
  return outputs
}

/** One that was scheduled now: the pauses between looks grow with the time since then. */
const newActivity = () =>
  new MockActivityEnvironment({ scheduledTimestampMs: Date.now() }, { logger: new DefaultLogger('ERROR') })

/** Asks again as Temporal would: when the failure says so, and when it says. */
async function patiently<T>(act: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + 120_000; ; ) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof ApplicationFailure) || error.nonRetryable || Date.now() > deadline) throw error
      await wait(Number(error.nextRetryDelay ?? 1000))
    }
  }
}
