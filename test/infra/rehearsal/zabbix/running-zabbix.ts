import { zabbixService } from '../../../../infra/rehearsal/zabbix/service.ts'
import { zabbixOf } from '../../../../infra/rehearsal/zabbix/state.ts'
import { machine, smallWorld } from '../rancher/small-world.ts'

const host = 'zabbix.example.test'
export const token = 'ab'.repeat(32)

/** A Zabbix of this version, and calls to it in that version's manner. */
export function runningZabbix(version = '6.0.14') {
  const small = smallWorld(zabbixService)
  zabbixOf(small.world, host).version = version
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    small.ask({ method: 'POST', host, path: '/api_jsonrpc.php', body, headers })
  const rpc = (method: string, params: unknown = {}, auth: string | undefined = token): unknown => {
    const isOld = version.startsWith('6.0')
    const body = { jsonrpc: '2.0', method, params, id: 1, ...(isOld && auth ? { auth } : {}) }
    return send(body, isOld || !auth ? {} : { authorization: `Bearer ${auth}` }).body
  }
  return { ...small, send, rpc }
}

export const agentMachine = (id: string, metadata: string) =>
  machine(id, { ROLE: 'node', ZABBIX_SERVER: host, ZABBIX_METADATA: metadata, HOST_NAME: '' })

export const result = (value: unknown) => ({ jsonrpc: '2.0', result: value, id: 1 })

export const refused = (data: string, code = -32602) => ({ jsonrpc: '2.0', error: { code, data }, id: 1 })
