import type { Context } from '@temporalio/activity'
import type { ActivityInterceptors } from '@temporalio/worker'
import { redactFailure } from '../activities/secrets/redact.ts'

/** Below the five seconds after which a worker that says nothing is taken for lost. */
const HEARTBEAT_MS = 1000

/** Every activity heartbeats while it runs, and none lets a secret out in its failure. */
export const activityInterceptors = (context: Context): ActivityInterceptors => ({
  inbound: {
    async execute(input, next) {
      const beat = setInterval(() => context.heartbeat(), HEARTBEAT_MS)
      try {
        return await next(input)
      } catch (error) {
        throw redactFailure(error)
      } finally {
        clearInterval(beat)
      }
    },
  },
})
