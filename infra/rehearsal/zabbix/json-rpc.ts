/** An error of the protocol; `data` is the sentence that tells what is wrong. */
export class RpcFault extends Error {
  readonly code: number
  readonly data: string
  constructor(code: number, data: string) {
    super(data)
    this.code = code
    this.data = data
  }
}

export const invalidParams = (data: string): RpcFault => new RpcFault(-32602, data)

/** "Forbidden" and "not there" are worded alike. */
export const noPermission = (): RpcFault =>
  new RpcFault(-32500, 'No permissions to referred object or it does not exist!')

export interface RpcCall {
  method: string
  params: unknown
  auth: string | undefined
}

/** How one version of the server takes calls. */
export interface Dialect {
  /** 7.x counts members it does not know as mistakes, and writes "request" small. */
  strict: boolean
  bodyAuth: boolean
  headerAuth: boolean
}

export const dialectOf = (version: string): Dialect => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const atLeast = (wantedMajor: number, wantedMinor: number) =>
    major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
  return { strict: atLeast(7, 0), bodyAuth: !atLeast(7, 2), headerAuth: atLeast(6, 4) }
}

/** Answers a body: one call, or a list of calls in their order. Calls without an id are done and not answered. */
export const answerBody = (body: string, dialect: Dialect, act: (call: RpcCall) => unknown): string => {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    const data = 'Invalid JSON. An error occurred on the server while parsing the JSON text.'
    return JSON.stringify(failure(new RpcFault(-32700, data), null, dialect))
  }
  const one = (call: unknown) => answerCall(call, dialect, act)
  if (!Array.isArray(parsed)) return JSON.stringify(one(parsed)) ?? ''
  const answers = parsed.map(one).filter((answer) => answer !== undefined)
  return answers.length === 0 ? '' : JSON.stringify(answers)
}

const answerCall = (call: unknown, dialect: Dialect, act: (call: RpcCall) => unknown): unknown => {
  if (!isRecord(call)) return failure(invalidRequest(dialect), null, dialect)
  const { id } = call
  try {
    const result = act(checked(call, dialect))
    return id === undefined ? undefined : { jsonrpc: '2.0', result, id }
  } catch (error) {
    if (!(error instanceof RpcFault)) throw error
    return failure(error, id ?? null, dialect)
  }
}

const checked = (call: Record<string, unknown>, dialect: Dialect): RpcCall => {
  const { jsonrpc, method, params, auth, id: _id, ...more } = call
  if (jsonrpc !== '2.0' || typeof method !== 'string') throw invalidRequest(dialect)
  if (auth !== undefined && !dialect.bodyAuth) throw unexpected('auth')
  const [unknown] = Object.keys(more)
  if (unknown !== undefined && dialect.strict) throw unexpected(unknown)
  return { method, params, auth: typeof auth === 'string' ? auth : undefined }
}

const invalidRequest = (dialect: Dialect): RpcFault => new RpcFault(-32600, dialect.strict
  ? 'Invalid parameter "/": the parameter "jsonrpc" is missing.'
  : 'The received JSON is not a valid JSON-RPC request.')

const unexpected = (member: string) => new RpcFault(-32600, `Invalid parameter "/": unexpected parameter "${member}".`)

const failure = ({ code, data }: RpcFault, id: unknown, dialect: Dialect) =>
  ({ jsonrpc: '2.0', error: { code, message: messageOf(code, dialect), data }, id })

const messageOf = (code: number, { strict }: Dialect): string => {
  if (code === -32600) return strict ? 'Invalid request.' : 'Invalid Request.'
  const messages: Record<number, string> = {
    [-32700]: 'Parse error',
    [-32601]: 'Method not found.',
    [-32602]: 'Invalid params.',
    [-32500]: 'Application error.',
  }
  return messages[code] ?? 'Internal error.'
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
