import { z } from 'zod'
import type { Resolved } from '../../workflows/contract/resource.ts'
import type { ZabbixAccess } from '../../workflows/contract/specs.ts'
import { type JsonClient, jsonClient } from '../http/json-client.ts'
import { parseAnswer } from '../http/parse-answer.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { failureOfCall } from './call-failures.ts'

/** What every part of this folder is made with. `gateway` is the way to a rehearsed Zabbix (`activities/http`). */
export interface ZabbixDeps {
  readonly secrets: Secrets
  readonly gateway?: string | undefined
}

/** JSON-RPC of Zabbix 6.0 to 7.x. A method that ends in `.get` changes nothing. */
export interface ZabbixClient {
  call<Result>(method: string, params: unknown, result: z.ZodType<Result>): Promise<Result>
}

/** Asks the server for its version first: before 6.4 the token goes into the body, from 7.2 on it may not. */
export async function zabbixClient(
  { secrets, gateway }: ZabbixDeps,
  { url, token }: Resolved<ZabbixAccess>,
): Promise<ZabbixClient> {
  const settings = { baseUrl: url, gateway, timeoutMs: 30_000 }
  const anonymous = jsonClient(settings)
  const version = await exchange(anonymous, { method: 'apiinfo.version', params: {}, url }, z.string())
  const auth = await secrets.read(token)
  if (takesTokenInBody(version)) {
    return { call: (method, params, result) => exchange(anonymous, { method, params, auth, url }, result) }
  }
  const authorized = jsonClient({ ...settings, headers: { authorization: `Bearer ${auth}` } })
  return { call: (method, params, result) => exchange(authorized, { method, params, url }, result) }
}

interface Call {
  readonly method: string
  readonly params: unknown
  readonly auth?: string
  readonly url: string
}

async function exchange<Result>(client: JsonClient, call: Call, result: z.ZodType<Result>): Promise<Result> {
  const { method, params, auth, url } = call
  const body = { jsonrpc: '2.0', method, params, id: 1, ...(auth === undefined ? {} : { auth }) }
  const readOnly = /\.(get|version)$/.test(method) ? { readOnly: true as const } : {}
  const answer = await client.send({ method: 'POST', path: '', body, ...readOnly }, Answer)
  if (answer.error) throw failureOfCall(answer.error, { method, url })
  return parseAnswer(answer.result, result, `Zabbix ${new URL(url).host} ${method}`)
}

/** Errors come with status 200 as well. */
const Answer = z.object({
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string(), data: z.string().default('') }).optional(),
})

function takesTokenInBody(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < 6 || (major === 6 && minor < 4)
}
