import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import type { Activities, LeaseRequest } from './contract/activities.ts'
import { ACQUIRE_LEASE, KEEPER_QUERY, RELEASE_LEASE } from './contract/keeper.ts'
import type { KeeperState, LeaseAnswer, Release } from './contract/keeper.ts'

const acquireLease = defineUpdate<LeaseAnswer, [LeaseRequest]>(ACQUIRE_LEASE)
export const releaseLease = defineSignal<[Release]>(RELEASE_LEASE)
const keeperQuery = defineQuery<KeeperState>(KEEPER_QUERY)

const { isRunning } = proxyActivities<Pick<Activities, 'isRunning'>>({
  startToCloseTimeout: '10s',
  // The asker waits meanwhile; an unknown answer must not hand the lease to a second one.
  retry: { initialInterval: '1s', maximumInterval: '10s' },
})

/** Enough to see what happened to an environment lately; the full story is each operation's own history. */
const RESULTS_KEPT = 20

/**
 * The keeper of one environment: one lease, so that one operation at a time changes it. A holder is known by its
 * run id; one that is no longer running, however it ended, loses the lease to the next who asks. Runs for ever.
 */
export async function environment(state: KeeperState): Promise<void> {
  setHandler(keeperQuery, () => state)
  setHandler(acquireLease, (request) => answer(state, request))
  setHandler(releaseLease, (release) => takeBack(state, release))
  await condition(() => workflowInfo().continueAsNewSuggested && allHandlersFinished())
  await continueAsNew<typeof environment>(state)
}

async function answer(state: KeeperState, request: LeaseRequest): Promise<LeaseAnswer> {
  const inTheWay = state.lease
  if (inTheWay && !isSame(inTheWay.holder, request.holder) && (await isRunning(inTheWay.holder))) {
    return { granted: false, lease: inTheWay }
  }
  // While the last holder was looked up another may have been quicker.
  const held = state.lease
  if (held && held !== inTheWay && !isSame(held.holder, request.holder)) return { granted: false, lease: held }
  const lease =
    held && isSame(held.holder, request.holder)
      ? held
      : { holder: request.holder, operation: request.operation, sinceMs: Date.now() }
  state.lease = lease
  describe(state)
  return { granted: true, lease }
}

function takeBack(state: KeeperState, { holder, result, inForce }: Release): void {
  state.results = [result, ...state.results].slice(0, RESULTS_KEPT)
  if (inForce !== undefined) state.inForce = { fleet: inForce, sinceMs: result.endedMs }
  if (state.lease && isSame(state.lease.holder, holder)) delete state.lease
  describe(state)
}

function describe(state: KeeperState): void {
  const held = state.lease ? `held by \`${state.lease.holder.workflowId}\` (${state.lease.operation})` : 'free'
  const last = state.results.map((result) => `- ${result.operation} ${result.outcome}: ${result.summary}`)
  setCurrentDetails([`**environment ${state.environment}**: ${held}`, ...last].join('\n'))
}

const isSame = (one: LeaseRequest['holder'], other: LeaseRequest['holder']) => one.runId === other.runId
