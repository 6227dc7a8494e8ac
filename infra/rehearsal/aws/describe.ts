import { AwsError } from './aws-error.ts'
import { groups, number, text, texts, type Params } from './query.ts'
import type { Thing } from './things.ts'

/** What an object shows to the filters of a Describe call, besides its tags. */
export type FilterValues = Record<string, string | readonly string[] | undefined>

interface Describe<Fields> {
  things: readonly Thing<Fields>[]
  params: Params
  /** The request's list of ids, and what a missing one is called. */
  ids?: { field: string; notFound: string }
  values?: (thing: Thing<Fields>) => FilterValues
}

/** The things a Describe call asked for: by id, by filters, one page at a time. */
export function describe<Fields>({ things, params, ids, values }: Describe<Fields>) {
  const asked = ids ? texts(params, ids.field) : []
  const missing = asked.find((id) => !things.some((thing) => thing.id === id))
  if (ids && missing !== undefined) throw new AwsError(ids.notFound, `The ID '${missing}' does not exist`)
  const named = asked.length > 0 ? things.filter((thing) => asked.includes(thing.id)) : things
  return page(named.filter((thing) => passes(thing, params, values?.(thing) ?? {})), params)
}

export function page<Item>(items: readonly Item[], params: Params): { items: Item[]; nextToken: string | undefined } {
  const start = Number(text(params, 'NextToken') ?? text(params, 'Marker') ?? 0)
  const size = number(params, 'MaxResults') ?? number(params, 'MaxRecords') ?? number(params, 'PageSize') ?? items.length
  const end = start + size
  return { items: items.slice(start, end), nextToken: end < items.length ? String(end) : undefined }
}

function passes(thing: Thing, params: Params, values: FilterValues): boolean {
  const filters = [...groups(params, 'Filter'), ...groups(params, 'Filters')]
  return filters.every((filter) => {
    const name = text(filter, 'Name') ?? ''
    const wanted = [...texts(filter, 'Value'), ...texts(filter, 'Values')]
    const has = name.startsWith('tag:') ? thing.tags[name.slice('tag:'.length)] : known(values, name)
    return [has ?? []].flat().some((value) => wanted.some((pattern) => matches(pattern, value)))
  })
}

function known(values: FilterValues, name: string): FilterValues[string] {
  if (name in values) return values[name]
  throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`)
}

function matches(pattern: string, value: string): boolean {
  const quoted = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${quoted}$`, 's').test(value)
}
