import { isGrpcServiceError } from '@temporalio/client'
import { setTimeout as sleep } from 'node:timers/promises'

/** What `ask` says once the Temporal server is there to answer; its own failures stay failures. */
export async function outlasting<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!isGrpcServiceError(error) && !isGrpcServiceError(causeOf(error))) throw error
      await sleep(500)
    }
  }
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined)
