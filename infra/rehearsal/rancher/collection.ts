import { ok, type Call, type Reply } from './wire.ts'

/** What a `/v3` list says about itself. */
export interface ListKind {
  resourceType: string
  /** Fields a query may filter by; others are ignored without a word. */
  filters: string[]
  sorts: string[]
  /** Where one is made; the list itself where undefined. */
  createPath?: string
  actions?: string[]
}

/** A `/v3` collection of those of `data` that the query's filters let through. */
export const normanList = (call: Call, kind: ListKind, data: Record<string, unknown>[]): Reply => {
  const { path, query } = call.request
  const self = `${call.base}${path}`
  const kept = data.filter((one) => kind.filters.every((field) =>
    !query.has(field) || one[field] === undefined || String(one[field]) === query.get(field)))
  const sorted = (parameter: string) => `${self}?${[query.toString(), parameter].filter(Boolean).join('&')}`
  return ok({
    type: 'collection',
    resourceType: kind.resourceType,
    links: { self },
    createTypes: { [kind.resourceType]: `${call.base}${kind.createPath ?? path}` },
    actions: Object.fromEntries((kind.actions ?? []).map((name) => [name, `${self}?action=${name}`])),
    pagination: { limit: 1000, total: kept.length },
    sort: {
      order: 'asc',
      reverse: sorted('order=desc'),
      links: Object.fromEntries(kind.sorts.map((field) => [field, sorted(`sort=${field}`)])),
    },
    filters: Object.fromEntries(kind.filters.map((field) =>
      [field, query.has(field) ? [{ modifier: 'eq', value: query.get(field) }] : null])),
    data: kept,
  })
}

/** A `/v1` collection. */
export const steveList = (call: Call, type: string, data: Record<string, unknown>[]): Reply => ok({
  type: 'collection',
  resourceType: type,
  links: { self: `${call.base}${call.request.path}` },
  createTypes: { [type]: `${call.base}/v1/${type}s` },
  actions: {},
  revision: String(call.rancher.revision),
  count: data.length,
  data,
})
