import { get } from './get.ts'
import { invalidParams, noPermission } from './json-rpc.ts'
import { idsOf, objectsOf, requiredList, requiredText, textOr, textsIn } from './parameters.ts'
import { nextId, type Host, type Maintenance, type Row, type Zabbix } from './state.ts'

const minute = 60

export const getMaintenances = (zabbix: Zabbix, params: unknown): unknown =>
  get(zabbix.maintenances.map(maintenanceRow), params, { id: 'maintenanceid' })

/** It takes effect at the server's next look, up to a minute later. All of them or none. */
export const createMaintenances = (zabbix: Zabbix, params: unknown, now: number): unknown => {
  const made = objectsOf(params).map((object, at) => newMaintenance(zabbix, object, { path: `/${at + 1}`, now }))
  zabbix.maintenances.push(...made)
  return { maintenanceids: made.map((maintenance) => maintenance.maintenanceid) }
}

export const deleteMaintenances = (zabbix: Zabbix, params: unknown): unknown => {
  const ids = idsOf(params, (id) => zabbix.maintenances.some((maintenance) => maintenance.maintenanceid === id))
  zabbix.maintenances = zabbix.maintenances.filter((maintenance) => !ids.includes(maintenance.maintenanceid))
  return { maintenanceids: ids }
}

/** The maintenance a host is in at this hour, if any. */
export const maintenanceOf = (zabbix: Zabbix, host: Host, now: number): Maintenance | undefined =>
  zabbix.maintenances.find((maintenance) => {
    const covers =
      maintenance.hostIds.includes(host.hostid) || maintenance.groupIds.some((id) => host.groupIds.includes(id))
    const seconds = Math.floor(now / 1000)
    return (
      covers &&
      now >= maintenance.effectiveFrom &&
      seconds >= maintenance.activeSince &&
      seconds < maintenance.activeTill
    )
  })

const newMaintenance = (zabbix: Zabbix, object: Row, { path, now }: { path: string; now: number }): Maintenance => {
  const name = requiredText(object, 'name', path)
  const activeSince = seconds(object, 'active_since', path)
  const activeTill = seconds(object, 'active_till', path)
  if (activeTill <= activeSince) {
    throw invalidParams(
      `Invalid parameter "${path}/active_till": cannot be less than or equal to the value of parameter "${path}/active_since".`,
    )
  }
  requiredList(object, 'timeperiods', path)
  const hostIds = [...textsIn(object['hosts'] ?? [], 'hostid'), ...bare(object['hostids'])]
  const groupIds = [...textsIn(object['groups'] ?? [], 'groupid'), ...bare(object['groupids'])]
  if (hostIds.length + groupIds.length === 0) throw invalidParams('At least one host group or host must be selected.')
  if (zabbix.maintenances.some((other) => other.name === name))
    throw invalidParams(`Maintenance "${name}" already exists.`)
  const known =
    hostIds.every((id) => zabbix.hosts.some((host) => host.hostid === id)) &&
    groupIds.every((id) => zabbix.groups.some((group) => group['groupid'] === id))
  if (!known) throw noPermission()
  const nextLook = Math.ceil((now + 1) / 60_000) * 60_000
  return {
    maintenanceid: nextId(zabbix),
    name,
    activeSince,
    activeTill,
    hostIds,
    groupIds,
    description: textOr(object['description'], ''),
    maintenanceType: textOr(object['maintenance_type'], '0'),
    effectiveFrom: nextLook,
  }
}

/** Times are kept to the minute. */
const seconds = (object: Row, field: string, path: string): number => {
  if (object[field] === undefined)
    throw invalidParams(`Invalid parameter "${path}": the parameter "${field}" is missing.`)
  const value = Number(object[field])
  if (!Number.isInteger(value)) throw invalidParams(`Invalid parameter "${path}/${field}": an integer is expected.`)
  return Math.floor(value / minute) * minute
}

/** Version 6.0 still takes plain lists of ids. */
const bare = (ids: unknown): string[] => (Array.isArray(ids) ? ids.map(String) : [])

const maintenanceRow = (maintenance: Maintenance): Row => ({
  maintenanceid: maintenance.maintenanceid,
  name: maintenance.name,
  description: maintenance.description,
  maintenance_type: maintenance.maintenanceType,
  active_since: String(maintenance.activeSince),
  active_till: String(maintenance.activeTill),
})
