import { isRecord } from './json-rpc.ts'
import type { Row } from './state.ts'

/** What `get` can add to each object, by the parameter that asks for it. */
export type Relations = Record<string, { as: string; of: (row: Row) => Row[] | Row }>

/** The common part of every `get`: ids, filter, search, order, limit, and which fields to show. */
export const get = (
  rows: Row[],
  params: unknown,
  { id, relations = {} }: { id: string; relations?: Relations },
): unknown => {
  const wish = isRecord(params) ? params : {}
  const found = ordered(
    rows.filter((row) => isMeant(row, wish, id)),
    wish,
  )
  const kept = wish['limit'] === undefined ? found : found.slice(0, Number(wish['limit']))
  if (wish['countOutput'] === true) return String(kept.length)
  const shown = kept.map((row) => ({ ...project(row, wish['output'], id), ...related(row, wish, relations) }))
  if (wish['preservekeys'] !== true) return shown
  return Object.fromEntries(shown.map((row, at) => [String(kept[at]?.[id]), row]))
}

const isMeant = (row: Row, wish: Row, id: string): boolean => {
  const ids = wish[`${id}s`]
  if (ids !== undefined && !texts(ids).includes(String(row[id]))) return false
  const filter = isRecord(wish['filter']) ? wish['filter'] : {}
  const exact = Object.entries(filter).every(
    ([field, wanted]) => wanted === null || row[field] === undefined || texts(wanted).includes(String(row[field])),
  )
  return exact && isFound(row, wish)
}

/** `search` looks for parts of texts and does not mind their case. */
const isFound = (row: Row, wish: Row): boolean => {
  const search = isRecord(wish['search']) ? Object.entries(wish['search']) : []
  if (search.length === 0) return true
  const hit = ([field, wanted]: [string, unknown]) =>
    texts(wanted).some((text) =>
      String(row[field] ?? '')
        .toLowerCase()
        .includes(text.toLowerCase()),
    )
  return wish['searchByAny'] === true ? search.some(hit) : search.every(hit)
}

const ordered = (rows: Row[], wish: Row): Row[] => {
  const [field] = texts(wish['sortfield'] ?? [])
  if (field === undefined) return rows
  const sign = wish['sortorder'] === 'DESC' ? -1 : 1
  return rows.toSorted(
    (one, other) => sign * String(one[field]).localeCompare(String(other[field]), 'en', { numeric: true }),
  )
}

const project = (row: Row, output: unknown, id: string): Row => {
  if (!Array.isArray(output)) return row
  return Object.fromEntries(Object.entries(row).filter(([field]) => field === id || output.includes(field)))
}

const related = (row: Row, wish: Row, relations: Relations): Row =>
  Object.fromEntries(
    Object.entries(relations)
      .filter(([parameter]) => wish[parameter] !== undefined)
      .map(([parameter, { as, of }]) => [as, narrowed(of(row), wish[parameter])]),
  )

const narrowed = (value: Row[] | Row, fields: unknown): unknown => {
  if (!Array.isArray(fields)) return value
  const one = (row: Row) => Object.fromEntries(Object.entries(row).filter(([field]) => fields.includes(field)))
  return Array.isArray(value) ? value.map(one) : one(value)
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String)
