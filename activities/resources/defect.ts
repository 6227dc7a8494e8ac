import { ApplicationFailure, CancelledFailure } from '@temporalio/common'
import { refuse } from '../failures.ts'

/**
 * Runs a step so that every failure of it is one of ours. What no adapter has translated is a fault of this program,
 * which would be the same on the next try: it parks the step at once instead of being tried until patience ends.
 */
export const withDefectsParked =
  <Request extends { resource: { key: string } }, Result>(step: (request: Request) => Promise<Result>) =>
  async (request: Request): Promise<Result> => {
    try {
      return await step(request)
    } catch (error) {
      if (error instanceof ApplicationFailure || error instanceof CancelledFailure) throw error
      const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      const wayOut = 'see the worker\'s log, report it with the lines there, and retry the step once it is mended'
      throw refuse('Defect', `${request.resource.key}: ${said}`, wayOut, error)
    }
  }
