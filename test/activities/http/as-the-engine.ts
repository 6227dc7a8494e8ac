import { setTimeout as wait } from 'node:timers/promises'
import { ApplicationFailure } from '@temporalio/common'
import type { Kind, Seen, Wanted } from '../../../activities/resources/kind.ts'
import type { KindName } from '../../../workflows/contract/specs.ts'
import { scope } from '../rancher/recorded-rancher.ts'
import { inActivity } from './in-activity.ts'

/** As the engine does it: look, create or change, and come back as long as a retry may mend it. */
export const ensure = <K extends KindName, F>(kind: Kind<K, F>, one: Wanted<K>): Promise<Seen<F>> =>
  retried(async () => {
    const seen = (await kind.observe(scope, [one])).find(({ key }) => key === one.key)
      ?? (await inActivity(() => kind.create(scope, one)))
    const differences = kind.diff(one, seen)
    const settled = differences.length > 0 ? await kind.update(scope, one, seen, differences) : seen
    const waiting = kind.waitsFor(one, settled)
    if (waiting !== undefined) throw ApplicationFailure.retryable(waiting, 'NotYet')
    return settled
  })

export async function retried<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof ApplicationFailure) || error.nonRetryable) throw error
    }
    await wait(20)
  }
}

/** Asks for the removal until nothing is seen any more. */
export const remove = <K extends KindName, F>(kind: Kind<K, F>, one: Wanted<K>): Promise<void> =>
  retried(async () => {
    const seen = (await kind.observe(scope, [one])).filter(({ key }) => key === one.key)
    for (const object of seen) await kind.remove(scope, object)
    if (seen.length > 0) throw ApplicationFailure.retryable(`${one.key} is going away`, 'NotYet')
  })
