import { defineSearchAttributeKey } from '@temporalio/common'
import { upsertSearchAttributes } from '@temporalio/workflow'
import type { Operation } from './contract/activities.ts'
import { cloudQueue } from './contract/operations.ts'
import type { SEARCH_ATTRIBUTES } from './contract/search-attributes.ts'

/** Makes a running operation findable by environment and kind, and its cloud's queue by the workers. */
export function markOperation(operation: string, { scope }: Pick<Operation, 'scope'>): void {
  const values: Record<keyof typeof SEARCH_ATTRIBUTES, string> = {
    TrailbossEnvironment: scope.environment,
    TrailbossOperation: operation,
    TrailbossCloudQueue: cloudQueue(scope.cloud),
  }
  const pairs = Object.entries(values).map(([name, value]) => ({ key: defineSearchAttributeKey(name, 'KEYWORD'), value }))
  upsertSearchAttributes(pairs)
}
