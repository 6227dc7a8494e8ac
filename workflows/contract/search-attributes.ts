/**
 * By these the Temporal UI and `temporal workflow list` filter, as an operator thinks. They are never encrypted, so
 * nothing secret is in them. A server has to know them before a workflow sets one (`workers/search-attributes.ts`).
 */
export const SEARCH_ATTRIBUTES = {
  TrailbossEnvironment: 'Keyword',
  TrailbossOperation: 'Keyword',
  /** The task queue of the operation's cloud account; workers find the queues to serve by it. */
  TrailbossCloudQueue: 'Keyword',
} as const
