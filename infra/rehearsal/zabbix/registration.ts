import { nextId, type Action, type Agent, type Condition, type Host, type Zabbix } from './state.ts'

/** How often an agent asks its server what to do; a host it does not know is a registration. */
const agentRefreshMs = 120_000

/** Lets every agent that is due ask again: those without a host may become one now. */
export const refreshAgents = (zabbix: Zabbix, now: number): void => {
  for (const agent of Object.values(zabbix.agents)) {
    if (now - agent.triedAt >= agentRefreshMs) report(zabbix, agent, now)
  }
}

/** An agent reports. Its machine becomes a host if an enabled action says so; twice makes no second host. */
export const report = (zabbix: Zabbix, agent: Agent, now: number): void => {
  agent.triedAt = now
  if (zabbix.hosts.some((host) => host.host === agent.hostName)) return
  const actions = zabbix.actions.filter(
    (action) => action.eventsource === '2' && action.status === '0' && matches(action, agent),
  )
  const operations = actions.flatMap((action) => action.operations)
  // Adding the host is implied by every operation that needs one.
  if (!operations.some(({ operationtype }) => ['2', '4', '6', '8', '10'].includes(operationtype))) return
  const groupIds = [...new Set(operations.flatMap((operation) => operation.groupIds))]
  zabbix.hosts.push({
    ...newHost(zabbix, agent),
    groupIds: groupIds.length > 0 ? groupIds : ['5'],
    templateIds: [...new Set(operations.flatMap((operation) => operation.templateIds))],
    inventoryMode: operations.findLast((operation) => operation.inventoryMode !== undefined)?.inventoryMode ?? '-1',
    status: operations.some(({ operationtype }) => operationtype === '9') ? '1' : '0',
  })
}

const newHost = (zabbix: Zabbix, agent: Agent): Host => ({
  hostid: nextId(zabbix),
  host: agent.hostName,
  name: agent.hostName,
  status: '0',
  description: '',
  groupIds: [],
  templateIds: [],
  interfaces: [
    { interfaceid: nextId(zabbix), type: '1', main: '1', useip: '1', ip: agent.address, dns: '', port: '10050' },
  ],
  tags: [],
  macros: [],
  inventoryMode: '-1',
})

/** Evaluation 0 joins conditions of one type by "or" and types by "and"; 1 is all, 2 is any. */
const matches = ({ evaltype, conditions }: Action, agent: Agent): boolean => {
  if (conditions.length === 0) return true
  const isMet = (condition: Condition) => meets(condition, agent)
  if (evaltype === '1') return conditions.every(isMet)
  if (evaltype === '2') return conditions.some(isMet)
  const types = new Set(conditions.map((condition) => condition.conditiontype))
  return [...types].every((type) =>
    conditions.some((condition) => condition.conditiontype === type && isMet(condition)),
  )
}

const meets = ({ conditiontype, operator, value }: Condition, agent: Agent): boolean => {
  // Type 20 names a proxy, and a rehearsal has none.
  if (conditiontype === '20') return false
  const text = conditiontype === '22' ? agent.hostName : agent.metadata
  const comparisons: Record<string, () => boolean> = {
    0: () => text === value,
    1: () => text !== value,
    2: () => text.includes(value),
    3: () => !text.includes(value),
    8: () => new RegExp(value).test(text),
    9: () => !new RegExp(value).test(text),
  }
  return comparisons[operator]?.() ?? false
}
