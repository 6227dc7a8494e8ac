import { invalidParams, isRecord, noPermission } from './json-rpc.ts'
import type { Row } from './state.ts'

/** One object or a list of objects, as `create` and `update` take them. */
export const objectsOf = (params: unknown): Row[] => {
  const list = Array.isArray(params) ? params : [params]
  if (list.length === 0) throw invalidParams('Invalid parameter "/": cannot be empty.')
  list.forEach((one, at) => {
    if (!isRecord(one)) throw invalidParams(`Invalid parameter "/${at + 1}": an array is expected.`)
  })
  return list.filter(isRecord)
}

/** The plain list of ids that `delete` takes; each must be there, or nothing is done. */
export const idsOf = (params: unknown, isKnown: (id: string) => boolean): string[] => {
  if (!Array.isArray(params)) throw invalidParams('Invalid parameter "/": an array is expected.')
  if (params.length === 0) throw invalidParams('Invalid parameter "/": cannot be empty.')
  const ids = params.map(String)
  if (!ids.every(isKnown)) throw noPermission()
  return ids
}

/** A text that must be there and not be empty. */
export const requiredText = (object: Row, name: string, path: string): string => {
  const value = object[name]
  if (value === undefined) throw invalidParams(`Invalid parameter "${path}": the parameter "${name}" is missing.`)
  if (typeof value !== 'string')
    throw invalidParams(`Invalid parameter "${path}/${name}": a character string is expected.`)
  if (value === '') throw invalidParams(`Invalid parameter "${path}/${name}": cannot be empty.`)
  return value
}

/** A list of records that must be there and not be empty. */
export const requiredList = (object: Row, name: string, path: string): Row[] => {
  const value = object[name]
  if (value === undefined) throw invalidParams(`Invalid parameter "${path}": the parameter "${name}" is missing.`)
  const list = listOf(value)
  if (list.length === 0) throw invalidParams(`Invalid parameter "${path}/${name}": cannot be empty.`)
  return list
}

/** Records in a value that may also be a single record, or nothing. */
export const listOf = (value: unknown): Row[] => (Array.isArray(value) ? value : [value]).filter(isRecord)

export const textsIn = (value: unknown, field: string): string[] =>
  listOf(value).map((one) => String(one[field] ?? ''))

/** Everything comes back as text, whatever it was given as. */
export const textOr = (value: unknown, otherwise: string): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : otherwise
