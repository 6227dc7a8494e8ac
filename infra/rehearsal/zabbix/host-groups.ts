import { get } from './get.ts'
import { invalidParams } from './json-rpc.ts'
import { idsOf, objectsOf, requiredText } from './parameters.ts'
import { nextId, type Zabbix } from './state.ts'

export const getGroups = (zabbix: Zabbix, params: unknown): unknown => get(zabbix.groups, params, { id: 'groupid' })

/** All of them or none. */
export const createGroups = (zabbix: Zabbix, params: unknown): unknown => {
  const names = objectsOf(params).map((object, at) => requiredText(object, 'name', `/${at + 1}`))
  const taken = names.find((name) => zabbix.groups.some((group) => group['name'] === name))
  if (taken !== undefined) throw invalidParams(`Host group "${taken}" already exists.`)
  const groups = names.map((name) => ({ groupid: nextId(zabbix), name, flags: '0', uuid: '' }))
  zabbix.groups.push(...groups)
  return { groupids: groups.map((group) => group.groupid) }
}

/** Refused where a host would be left in no group; actions that used a group are switched off. */
export const deleteGroups = (zabbix: Zabbix, params: unknown): unknown => {
  const ids = idsOf(params, (id) => zabbix.groups.some((group) => group['groupid'] === id))
  const orphan = zabbix.hosts.find((host) => host.groupIds.every((id) => ids.includes(id)))
  if (orphan) throw invalidParams(`Host "${orphan.host}" cannot be without host group.`)
  zabbix.groups = zabbix.groups.filter((group) => !ids.includes(String(group['groupid'])))
  for (const host of zabbix.hosts) host.groupIds = host.groupIds.filter((id) => !ids.includes(id))
  for (const action of zabbix.actions) {
    if (action.operations.some((operation) => operation.groupIds.some((id) => ids.includes(id)))) action.status = '1'
    for (const operation of action.operations) operation.groupIds = operation.groupIds.filter((id) => !ids.includes(id))
  }
  return { groupids: ids }
}
