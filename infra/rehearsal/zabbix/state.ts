import { partOf } from '../parts.ts'
import type { World } from '../world.ts'

/** One Zabbix server. Ids are decimal texts and never given twice. Plain JSON. */
export interface Zabbix {
  /** Decides the dialect: `6.0.14`, `7.0.4`, … */
  version: string
  lastId: number
  password: string
  /** API tokens that are taken beside any 64 hexadecimal digits. */
  tokens: string[]
  sessions: string[]
  groups: Row[]
  templates: Row[]
  actions: Action[]
  hosts: Host[]
  maintenances: Maintenance[]
  /** Agents that report here, by their machine's id. */
  agents: Record<string, Agent>
}

/** An object as the API shows it: every value a text, unless it is a list or a record. */
export type Row = Record<string, unknown>

export interface Action {
  actionid: string
  name: string
  eventsource: string
  status: string
  evaltype: string
  conditions: Condition[]
  operations: Operation[]
}

export interface Condition {
  conditiontype: string
  operator: string
  value: string
}

export interface Operation {
  operationid: string
  operationtype: string
  groupIds: string[]
  templateIds: string[]
  inventoryMode?: string
}

export interface Host {
  hostid: string
  host: string
  name: string
  status: string
  description: string
  groupIds: string[]
  templateIds: string[]
  interfaces: Row[]
  tags: { tag: string; value: string }[]
  macros: Row[]
  inventoryMode: string
}

export interface Maintenance {
  maintenanceid: string
  name: string
  description: string
  maintenanceType: string
  activeSince: number
  activeTill: number
  hostIds: string[]
  groupIds: string[]
  /** It takes effect at the server's next look, not at once. */
  effectiveFrom: number
}

export interface Agent {
  hostName: string
  address: string
  metadata: string
  triedAt: number
}

/** The Zabbix of this host name, made on first use. */
export const zabbixOf = (world: World, host: string): Zabbix => {
  const all = zabbixes(world)
  return (all[host] ??= newZabbix())
}

export const zabbixes = (world: World): Record<string, Zabbix> => partOf(world, 'zabbix', () => ({}))

export const nextId = (zabbix: Zabbix): string => String((zabbix.lastId += 1))

const newZabbix = (): Zabbix => ({
  version: '6.0.14',
  lastId: 10_400,
  password: 'zabbix',
  tokens: [],
  sessions: [],
  groups: [group('2', 'Linux servers'), group('4', 'Zabbix servers'), group('5', 'Discovered hosts')],
  templates: [template('10001', 'Linux by Zabbix agent'), template('10343', 'Linux by Zabbix agent active')],
  actions: [],
  hosts: [],
  maintenances: [],
  agents: {},
})

const group = (groupid: string, name: string): Row => ({ groupid, name, flags: '0', uuid: '' })

const template = (templateid: string, host: string): Row => ({
  templateid,
  host,
  name: host,
  description: '',
  uuid: '',
})
