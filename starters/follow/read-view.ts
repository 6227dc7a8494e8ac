import { isGrpcServiceError, QueryNotRegisteredError, type Client, type WorkflowExecutionDescription } from '@temporalio/client'
import type { Board } from '../../workflows/contract/board.ts'
import { BOARD_QUERY } from '../../workflows/contract/operations.ts'
import type { OperationState, OperationView, Try } from './view.ts'

/** A worker that was killed leaves its queries unanswered: then an older view is better than none. */
const QUERY_TIMEOUT_MS = 5000

/** Looks once at an operation and its children. What cannot be asked just now is taken from `before`. */
export async function readView(client: Client, id: string, before?: OperationView): Promise<OperationView> {
  const described = await client.workflow.getHandle(id).describe()
  const own = await readBoard(client, id)
  const ids = new Set([...(own?.children ?? []), ...(await endedChildren(client, described, before))])
  const children = await Promise.all([...ids].map((child) => readChild(client, child)))
  const board = own ? merge(own, children.flatMap((child) => child.board ?? [])) : before?.board
  return {
    id,
    state: STATES[described.status.name] ?? 'running',
    startedAt: described.startTime.getTime(),
    ...(described.closeTime && { endedAt: described.closeTime.getTime() }),
    ...(board && { board }),
    children: [...ids],
    tries: Object.assign(triesOf(described), ...children.map((child) => child.tries)),
  }
}

const STATES: Record<string, OperationState> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'canceled',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timedOut',
}

/** A board names the children that run; those that have ended are looked up where they were not seen running. */
async function endedChildren(client: Client, { workflowId, startTime, status }: WorkflowExecutionDescription, before?: OperationView) {
  if (before && status.name === 'RUNNING') return before.children
  const since = startTime.toISOString()
  const query = `ParentWorkflowId = '${workflowId.replaceAll("'", "''")}' AND StartTime >= '${since}'`
  const ids: string[] = []
  for await (const child of client.workflow.list({ query, pageSize: 100 })) ids.push(child.workflowId)
  return [...ids, ...(before?.children ?? [])]
}

async function readBoard(client: Client, id: string): Promise<Board | undefined> {
  try {
    const ask = () => client.workflow.getHandle(id).query<Board>(BOARD_QUERY)
    return await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, ask)
  } catch (error) {
    // Nobody answers before the first workflow task is done, or while no worker runs. The run itself is untouched.
    if (error instanceof QueryNotRegisteredError || isGrpcServiceError(deepest(error))) return undefined
    throw error
  }
}

async function readChild(client: Client, id: string): Promise<{ board?: Board; tries: Record<string, Try> }> {
  const [described, board] = await Promise.all([
    client.workflow.getHandle(id).describe().catch(notYetThere),
    readBoard(client, id),
  ])
  return { ...(board && { board }), tries: described ? triesOf(described) : {} }
}

// A board may name a child a moment before Temporal has started it.
function notYetThere(error: Error): undefined {
  if (error.name !== 'WorkflowNotFoundError') throw error
}

const deepest = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? deepest(error.cause) : error

/** A child knows its steps best; its parent shows the parked ones too. */
function merge(own: Board, children: Board[]): Board {
  const steps = new Map([own, ...children].flatMap((board) => board.steps).map((step) => [step.key, step]))
  return { ...own, steps: [...steps.values()] }
}

/** Activities carry the key of their step as their id. */
function triesOf({ raw }: WorkflowExecutionDescription): Record<string, Try> {
  const pending = raw.pendingActivities ?? []
  return Object.fromEntries(
    pending.map(({ activityId, attempt, lastFailure }) => {
      const type = lastFailure?.applicationFailureInfo?.type ?? 'TimedOut'
      const failure = lastFailure ? { failure: { type, message: lastFailure.message ?? '' } } : {}
      return [activityId ?? '', { attempt: attempt ?? 1, ...failure }]
    }),
  )
}
