import { loopback, type Loopback, type Reply, type Request } from '../http/loopback.ts'

export const TOKEN = 'f'.repeat(64)

interface Call {
  method: string
  params: Params & string[]
  auth?: string
}

/** What our calls pass, all together; ids to delete come as a plain list. */
interface Params extends ZabbixAction {
  groupids?: string[]
  templateids?: string[]
  actionids?: string[]
}

interface ZabbixAction {
  actionid: string
  name: string
  status: string
  filter: { name: string[]; host: string[]; conditions: { conditiontype: string; operator: string; value: string }[] }
  operations: { operationtype: string; opgroup?: { groupid: string }[]; optemplate?: { templateid: string }[] }[]
}

export interface SmallZabbix extends Loopback {
  readonly groups: Map<string, string>
  /** Each host's group. */
  readonly hosts: Map<string, string>
  readonly actions: Map<string, ZabbixAction>
}

/**
 * As much of Zabbix as our calls touch, with its rules: which version takes the token where, names that are unique,
 * no host without a group, all ids and numbers as strings, status 200 for every error.
 */
export async function smallZabbix(version: string): Promise<SmallZabbix> {
  const groups = new Map<string, string>()
  const hosts = new Map<string, string>()
  const actions = new Map<string, ZabbixAction>()
  const templates = new Map([['10343', 'Linux by Zabbix agent active'], ['10344', 'Docker by Zabbix agent 2']])
  let lastId = 100
  const nextId = () => String((lastId += 1))

  const methods: Record<string, (params: Params & string[]) => unknown> = {
    'apiinfo.version': () => version,
    'hostgroup.get': ({ filter, groupids }) =>
      [...groups].filter(([id, name]) => groupids?.includes(id) ?? filter.name.includes(name))
        .map(([groupid, name]) => ({ groupid, name })),
    'hostgroup.create': ({ name }) => {
      if ([...groups.values()].includes(name)) throw invalid(`Host group "${name}" already exists.`)
      const id = nextId()
      groups.set(id, name)
      return { groupids: [id] }
    },
    'hostgroup.delete': ([id = '']) => {
      const alone = [...hosts].find(([, group]) => group === id)
      if (alone) throw invalid(`Host "${alone[0]}" cannot be without host group.`)
      groups.delete(id)
      return { groupids: [id] }
    },
    'host.get': ({ groupids }) =>
      [...hosts].filter(([, group]) => groupids?.includes(group)).map(([hostid]) => ({ hostid })),
    'host.delete': (ids) => {
      for (const id of ids) hosts.delete(id)
      return { hostids: ids }
    },
    'template.get': ({ filter, templateids }) =>
      [...templates].filter(([id, host]) => templateids?.includes(id) ?? filter.host.includes(host))
        .map(([templateid, host]) => ({ templateid, host })),
    'action.get': ({ filter, actionids }) =>
      [...actions.values()]
        .filter((action) => actionids?.includes(action.actionid) ?? filter.name.includes(action.name)),
    'action.create': ({ name, status, filter, operations }) => {
      const taken = [...actions.values()].some((action) => action.name === name)
      if (taken) throw invalid(`Action "${name}" already exists.`)
      const actionid = nextId()
      actions.set(actionid, stringly({ actionid, name, status, filter, operations }))
      return { actionids: [actionid] }
    },
    'action.update': ({ actionid, ...changes }) => {
      actions.set(actionid, stringly({ ...actions.get(actionid), ...changes }))
      return { actionids: [actionid] }
    },
    'action.delete': (ids) => {
      for (const id of ids) actions.delete(id)
      return { actionids: ids }
    },
  }

  const answer = (request: Request): Reply => {
    const call: Call = JSON.parse(request.body)
    try {
      authorize(version, call, request.headers.authorization)
      const method = methods[call.method]
      if (!method) throw new RpcFailure(-32601, `Incorrect method "${call.method}".`)
      return { body: { jsonrpc: '2.0', result: method(call.params), id: 1 } }
    } catch (error) {
      if (!(error instanceof RpcFailure)) throw error
      const { code, data } = error
      return { body: { jsonrpc: '2.0', error: { code, message: error.message, data }, id: 1 } }
    }
  }
  return { ...(await loopback(answer)), groups, hosts, actions }
}

function authorize(version: string, { method, auth }: Call, header: string | undefined): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const at = major * 10 + minor
  if (at >= 72 && auth !== undefined) {
    throw new RpcFailure(-32600, 'Invalid parameter "/": unexpected parameter "auth".')
  }
  if (method === 'apiinfo.version') {
    if (auth ?? header) throw invalid('The "apiinfo.version" method must be called without authorization header.')
    return
  }
  const fromHeader = at >= 64 ? header?.replace('Bearer ', '') : undefined
  if ((fromHeader ?? auth) !== TOKEN) throw invalid('Not authorized.')
}

class RpcFailure extends Error {
  readonly code: number
  readonly data: string

  constructor(code: number, data: string) {
    super(code === -32602 ? 'Invalid params.' : 'Invalid request.')
    this.code = code
    this.data = data
  }
}

const invalid = (data: string) => new RpcFailure(-32602, data)

/** Zabbix gives numbers back as strings. */
const stringly = (value: unknown) =>
  JSON.parse(JSON.stringify(value), (_key, item: unknown) => (typeof item === 'number' ? String(item) : item))
