import { CancellationScope, getExternalWorkflowHandle, log, proxyActivities, workflowInfo } from '@temporalio/workflow'
import type { Activities } from './contract/activities.ts'
import type { Release } from './contract/keeper.ts'
import { keeperId, MAIN_QUEUE } from './contract/operations.ts'
import { releaseLease } from './environment.ts'

const { acquireLease } = proxyActivities<Pick<Activities, 'acquireLease'>>({
  taskQueue: MAIN_QUEUE,
  startToCloseTimeout: '1m',
  retry: { initialInterval: '1s', maximumInterval: '10s' },
})

interface Leased<Result> {
  environment: string
  operation: string
  run: () => Promise<Result>
  /** What the keeper remembers of a run that ended well. */
  onDone: (result: Result) => Pick<Release, 'inForce'> & { summary: string }
}

/** Runs an operation while it holds its environment; another holder makes it fail at once with `EnvironmentBusy`. */
export async function withLease<Result>({ environment, operation, run, onDone }: Leased<Result>): Promise<Result> {
  const { workflowId, runId } = workflowInfo()
  const holder = { workflowId, runId }
  await acquireLease({ environment, holder, operation })
  const release = (ended: Pick<Release, 'inForce'> & Pick<Release['result'], 'outcome' | 'summary'>) =>
    giveBack(environment, {
      holder,
      result: { operation, outcome: ended.outcome, summary: ended.summary, endedMs: Date.now() },
      ...(ended.inForce === undefined ? {} : { inForce: ended.inForce }),
    })
  try {
    const result = await run()
    await release({ outcome: 'done', ...onDone(result) })
    return result
  } catch (error) {
    await release({ outcome: 'failed', summary: error instanceof Error ? error.message : String(error) })
    throw error
  }
}

async function giveBack(environment: string, release: Release): Promise<void> {
  await CancellationScope.nonCancellable(async () => {
    try {
      await getExternalWorkflowHandle(keeperId(environment)).signal(releaseLease, release)
    } catch (error) {
      // A keeper that was terminated keeps no lease, so there is nothing to give back to.
      log.warn(`the keeper of ${environment} did not take the lease back`, { error })
    }
  })
}
