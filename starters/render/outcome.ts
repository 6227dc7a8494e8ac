import type { DecommissionResult, ProvisionResult } from '../../workflows/contract/operations.ts'
import { repeatedKeys } from './keys.ts'

export function provisionLines({ environment, made, changed, unchanged, skipped }: ProvisionResult, took: string): string[] {
  const counts = `${made.length} made, ${changed.length} changed, ${unchanged.length} as they were`
  return [
    `environment ${environment} is as the fleet file says, after ${took}: ${counts}`,
    ...repeatedKeys('skipped, so not looked after', skipped),
    '',
    'Next:',
    `  trailboss plan ${environment}     what differs by now`,
    `  trailboss status ${environment}   each step and its time`,
  ]
}

export function decommissionLines({ environment, removed, left }: DecommissionResult, took: string): string[] {
  const counts = `${removed.length} removed, ${left.length} left behind`
  return [`environment ${environment} is gone, after ${took}: ${counts}`, ...repeatedKeys('left behind', left)]
}
