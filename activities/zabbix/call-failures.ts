import type { ApplicationFailure } from '@temporalio/common'
import { refuse, retryLater } from '../failures.ts'
import { redactSecrets } from '../secrets/redact.ts'

export interface RpcError {
  readonly code: number
  readonly message: string
  readonly data: string
}

/** The failure that an error of JSON-RPC stands for. Zabbix has few codes, so its words have to tell them apart. */
export function failureOfCall(
  { code, message, data }: RpcError,
  call: { method: string; url: string },
): ApplicationFailure {
  const text = redactSecrets(`Zabbix ${new URL(call.url).host} ${call.method}: ${data || message}`).slice(0, 400)
  if (NOT_LOGGED_IN.test(data)) return refuse('CredentialsRefused', text, 'put a valid API token there, then retry')
  // Zabbix words "forbidden" and "not there" alike.
  if (/No permissions/.test(data)) return refuse('PermissionMissing', text, GIVE_RIGHT)
  if (code === INTERNAL || /deadlock|DBEXECUTE|database/i.test(data)) return retryLater('ServiceUnavailable', text)
  // Another try of ours, or another worker, made it a moment ago: the next look finds it.
  if (/already exists/.test(data)) return retryLater('DependencyBusy', text)
  return refuse('RequestRefused', text, 'correct what Zabbix complains about, then retry')
}

const INTERNAL = -32603

const GIVE_RIGHT = 'give the user of the token the right to do this, then retry'

const NOT_LOGGED_IN = /Not authori[sz]ed|Session terminated|token expired|Incorrect user name or password/i
