import { EXIT, type ExitCode } from './stop.ts'
import { explain } from './explain.ts'
import { follow } from './follow/follow.ts'
import { isLive, showProgress } from './follow/show-progress.ts'
import { parkedSteps, type OperationView } from './follow/view.ts'
import { say } from './output.ts'
import { repeatFailures } from './render/reason.ts'
import type { Session } from './session.ts'

export interface Seen {
  view: OperationView
  /** Of an operation that has ended well. */
  result?: unknown
  exitCode: ExitCode
}

/** Follows an operation to its end, or until Ctrl-C detaches, and repeats at the end what went wrong. */
export async function seeThrough(session: Session, id: string, environment: string): Promise<Seen> {
  const detached = new AbortController()
  const detach = () => detached.abort()
  process.once('SIGINT', detach).once('SIGTERM', detach)
  const progress = showProgress(process.stderr)
  const live = isLive(process.stderr)
  try {
    const { client } = session
    const view = await follow({
      client, id, everyMs: live ? 400 : 1000, unattended: !live, detached: detached.signal, show: progress.show,
    })
    progress.end()
    repeatFailures(view.board?.steps ?? [], environment).forEach(say)
    if (view.state !== 'running') return await ended(session, view)
    if (!detached.signal.aborted) return { view, exitCode: EXIT.waiting }
    sayDetached(session, view, environment)
    return { view, exitCode: parkedSteps(view).length > 0 ? EXIT.waiting : EXIT.detached }
  } finally {
    progress.end()
    process.removeListener('SIGINT', detach).removeListener('SIGTERM', detach)
  }
}

async function ended({ client }: Session, view: OperationView): Promise<Seen> {
  try {
    const result: unknown = await client.workflow.getHandle(view.id).result()
    return { view, result, exitCode: EXIT.done }
  } catch (error) {
    throw explain(error)
  }
}

function sayDetached({ embedded }: Session, { id }: OperationView, environment: string): void {
  say(`detached: ${id} is kept and goes on${embedded ? ' as soon as a worker runs again' : ''}`)
  const verb = id.split('/')[0] ?? 'provision'
  say(embedded ? `  trailboss ${verb} ${environment}   goes on with it` : `  trailboss status ${environment} --watch   shows it`)
}
