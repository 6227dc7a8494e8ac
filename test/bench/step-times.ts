import type { Client } from '@temporalio/client'
import { seconds } from './record.ts'

interface StepTime {
  began: number
  ended: number
  tries: number
}

type Time = { seconds?: { toString(): string } | null; nanos?: number | null } | null | undefined

/** From these workflows' histories: when each step was scheduled and done, in world seconds after the first began. */
export async function stepTimes(client: Client, workflowIds: string[], speed: number): Promise<Map<string, StepTime>> {
  const times = new Map<string, StepTime>()
  let origin: number | undefined
  for (const id of workflowIds) {
    const { events } = await client.workflow.getHandle(id).fetchHistory()
    const byId = new Map((events ?? []).map((event) => [String(event.eventId), event]))
    origin ??= msOf(events?.[0]?.eventTime)
    for (const event of byId.values()) {
      const done = event.activityTaskCompletedEventAttributes
      const scheduled = byId.get(String(done?.scheduledEventId))
      const tries = byId.get(String(done?.startedEventId))?.activityTaskStartedEventAttributes?.attempt ?? 1
      const name = scheduled?.activityTaskScheduledEventAttributes?.activityId
      if (!done || !name) continue
      const since = (time: Time) => seconds((msOf(time) - (origin ?? 0)) * speed)
      times.set(name, { began: since(scheduled.eventTime), ended: since(event.eventTime), tries })
    }
  }
  return times
}

const msOf = (time: Time): number => Number(time?.seconds ?? 0) * 1000 + (time?.nanos ?? 0) / 1e6
