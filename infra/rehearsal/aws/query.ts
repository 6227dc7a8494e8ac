import { AwsError } from './aws-error.ts'

/** A request of the query protocol: `Filter.1.Value.2=x` becomes `{ Filter: [{ Value: [, 'x'] }] }`. */
export interface Params {
  readonly [name: string]: Param
}

export type Param = string | readonly Param[] | Params

type Tree = Map<string, Tree | string>

export function parseQuery(body: string): Params {
  const root: Tree = new Map()
  for (const [path, value] of new URLSearchParams(body)) plant(root, path.split('.'), value)
  return fieldsOf(root)
}

/** The value of a field; undefined when it was not sent. */
export function text(params: Params, name: string): string | undefined {
  const value = params[name]
  return typeof value === 'string' ? value : undefined
}

export function need(params: Params, name: string): string {
  const value = text(params, name)
  if (value) return value
  throw new AwsError('MissingParameter', `The request must contain the parameter ${name}`)
}

export function number(params: Params, name: string): number | undefined {
  const value = text(params, name)
  if (value === undefined) return undefined
  if (/^-?\d+$/.test(value)) return Number(value)
  throw new AwsError('InvalidParameterValue', `Invalid value '${value}' for ${name}. It must be a whole number`)
}

export const flag = (params: Params, name: string): boolean => text(params, name)?.toLowerCase() === 'true'

export const texts = (params: Params, name: string): string[] =>
  listOf(params[name]).filter((item) => typeof item === 'string')

export const groups = (params: Params, name: string): Params[] => listOf(params[name]).filter(isGroup)

export function group(params: Params, name: string): Params | undefined {
  const value = params[name]
  return value !== undefined && isGroup(value) ? value : undefined
}

const listOf = (value: Param | undefined): readonly Param[] => (isList(value) ? value : [])

// Array.isArray does not narrow readonly arrays.
const isList = (value: Param | undefined): value is readonly Param[] => Array.isArray(value)

const isGroup = (value: Param): value is Params => typeof value === 'object' && !Array.isArray(value)

function plant(tree: Tree, [name = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) return void tree.set(name, value)
  const known = tree.get(name)
  const branch: Tree = known instanceof Map ? known : new Map()
  tree.set(name, branch)
  plant(branch, rest, value)
}

const fieldsOf = (tree: Tree): Params =>
  Object.fromEntries([...tree].map(([name, value]) => [name, typeof value === 'string' ? value : paramOf(value)]))

// Auto Scaling and ELB put a `member` level around each list; EC2 numbers its items directly.
function paramOf(tree: Tree): Param {
  const members = tree.size === 1 ? tree.get('member') : undefined
  if (members instanceof Map) return paramOf(members)
  if (![...tree.keys()].every((name) => /^\d+$/.test(name))) return fieldsOf(tree)
  return [...tree]
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, value]) => (typeof value === 'string' ? value : paramOf(value)))
}
