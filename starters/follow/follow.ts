import type { Client } from '@temporalio/client'
import { setTimeout as sleep } from 'node:timers/promises'
import { readView } from './read-view.ts'
import { waitsForPerson, type OperationView } from './view.ts'

export interface FollowRequest {
  client: Client
  id: string
  everyMs: number
  /** Nobody sits there to answer a parked step: then following ends with it. */
  unattended: boolean
  /** Ends the following, not the operation. */
  detached: AbortSignal
  show(view: OperationView): void
}

/** Shows an operation until it ends, waits for a person who is not there, or is detached from. */
export async function follow({ client, id, everyMs, unattended, detached, show }: FollowRequest): Promise<OperationView> {
  let view = await readView(client, id)
  show(view)
  while (view.state === 'running' && !detached.aborted && !(unattended && waitsForPerson(view))) {
    // An abort ends the sleep at once; the loop's condition sees it.
    await sleep(everyMs, undefined, { signal: detached }).catch(() => undefined)
    view = await readView(client, id, view)
    show(view)
  }
  return view
}
