import { maintenanceOf } from './maintenances.ts'
import { get } from './get.ts'
import { invalidParams, isRecord, noPermission } from './json-rpc.ts'
import { idsOf, listOf, objectsOf, requiredList, requiredText, textOr, textsIn } from './parameters.ts'
import { nextId, type Host, type Row, type Zabbix } from './state.ts'

export const getHosts = (zabbix: Zabbix, params: unknown, now: number): unknown => {
  const wish = isRecord(params) ? params : {}
  const isIn = (ids: unknown, own: string[]) =>
    ids === undefined || (Array.isArray(ids) ? ids : [ids]).map(String).some((id) => own.includes(id))
  const meant = zabbix.hosts.filter(
    (host) => isIn(wish['groupids'], host.groupIds) && isIn(wish['templateids'], host.templateIds),
  )
  const of = (row: Row) => byId(zabbix, row['hostid'])
  const groups = (row: Row) => zabbix.groups.filter((group) => of(row).groupIds.includes(String(group['groupid'])))
  return get(
    meant.map((host) => hostRow(zabbix, host, now)),
    params,
    {
      id: 'hostid',
      relations: {
        selectGroups: { as: 'groups', of: groups },
        selectHostGroups: { as: 'hostgroups', of: groups },
        selectInterfaces: { as: 'interfaces', of: (row) => of(row).interfaces },
        selectTags: { as: 'tags', of: (row) => of(row).tags },
        selectMacros: { as: 'macros', of: (row) => of(row).macros },
        selectParentTemplates: {
          as: 'parentTemplates',
          of: (row) =>
            zabbix.templates.filter((template) => of(row).templateIds.includes(String(template['templateid']))),
        },
      },
    },
  )
}

/** All of them or none. */
export const createHosts = (zabbix: Zabbix, params: unknown): unknown => {
  const wishes = objectsOf(params).map((object, at) => {
    const path = `/${at + 1}`
    const host = requiredText(object, 'host', path)
    requiredList(object, 'groups', path)
    refuseName(zabbix, { host, name: textOr(object['name'], host) })
    return { object, host, lists: listsOf(zabbix, object) }
  })
  const hosts = wishes.map(({ object, host, lists }): Host => ({
    hostid: nextId(zabbix),
    host,
    name: textOr(object['name'], host),
    status: textOr(object['status'], '0'),
    description: textOr(object['description'], ''),
    inventoryMode: textOr(object['inventory_mode'], '-1'),
    groupIds: [],
    templateIds: [],
    interfaces: [],
    tags: [],
    macros: [],
    ...lists,
  }))
  zabbix.hosts.push(...hosts)
  return { hostids: hosts.map((host) => host.hostid) }
}

/** Changes what is given; lists are replaced as a whole. */
export const updateHosts = (zabbix: Zabbix, params: unknown): unknown => {
  const changes = objectsOf(params).map((object, at) => {
    const host = byId(zabbix, requiredText(object, 'hostid', `/${at + 1}`))
    if (object['groups'] !== undefined) requiredList(object, 'groups', `/${at + 1}`)
    const names = { host: textOr(object['host'], host.host), name: textOr(object['name'], host.name) }
    refuseName({ ...zabbix, hosts: zabbix.hosts.filter((other) => other !== host) }, names)
    return {
      host,
      change: {
        ...names,
        status: textOr(object['status'], host.status),
        description: textOr(object['description'], host.description),
        inventoryMode: textOr(object['inventory_mode'], host.inventoryMode),
        ...listsOf(zabbix, object),
      },
    }
  })
  for (const { host, change } of changes) Object.assign(host, change)
  return { hostids: changes.map(({ host }) => host.hostid) }
}

/** A machine whose agent still reports is registered again, under a new id. */
export const deleteHosts = (zabbix: Zabbix, params: unknown): unknown => {
  const ids = idsOf(params, (id) => zabbix.hosts.some((host) => host.hostid === id))
  zabbix.hosts = zabbix.hosts.filter((host) => !ids.includes(host.hostid))
  for (const maintenance of zabbix.maintenances) {
    maintenance.hostIds = maintenance.hostIds.filter((id) => !ids.includes(id))
  }
  return { hostids: ids }
}

const byId = (zabbix: Zabbix, id: unknown): Host => {
  const host = zabbix.hosts.find((one) => one.hostid === id)
  if (!host) throw noPermission()
  return host
}

const refuseName = (zabbix: Zabbix, { host, name }: { host: string; name: string }): void => {
  if (!/^[0-9a-zA-Z_. -]+$/.test(host)) throw invalidParams(`Incorrect characters used for host name "${host}".`)
  if (zabbix.hosts.some((other) => other.host === host))
    throw invalidParams(`Host with the same name "${host}" already exists.`)
  if (zabbix.hosts.some((other) => other.name === name)) {
    throw invalidParams(`Host with the same visible name "${name}" already exists.`)
  }
}

/** The lists that were given, checked; a group or template that is not there may as well be forbidden. */
const listsOf = (zabbix: Zabbix, object: Row): Partial<Host> => {
  const groupIds = textsIn(object['groups'] ?? [], 'groupid')
  const templateIds = textsIn(object['templates'] ?? [], 'templateid')
  const known =
    groupIds.every((id) => zabbix.groups.some((group) => group['groupid'] === id)) &&
    templateIds.every((id) => zabbix.templates.some((template) => template['templateid'] === id))
  if (!known) throw noPermission()
  return {
    ...(object['groups'] === undefined ? {} : { groupIds }),
    ...(object['templates'] === undefined ? {} : { templateIds }),
    ...(object['interfaces'] === undefined
      ? {}
      : { interfaces: listOf(object['interfaces']).map((one) => texted(zabbix, one)) }),
    ...(object['macros'] === undefined ? {} : { macros: listOf(object['macros']) }),
    ...(object['tags'] === undefined
      ? {}
      : {
          tags: listOf(object['tags']).map(({ tag, value }) => ({ tag: textOr(tag, ''), value: textOr(value, '') })),
        }),
  }
}

const texted = (zabbix: Zabbix, one: Row): Row => ({
  interfaceid: nextId(zabbix),
  ...Object.fromEntries(
    Object.entries(one).map(([field, value]) => [field, isRecord(value) ? value : textOr(value, '')]),
  ),
})

const hostRow = (zabbix: Zabbix, host: Host, now: number): Row => {
  const maintenance = maintenanceOf(zabbix, host, now)
  const { hostid, name, status, description } = host
  return {
    hostid,
    host: host.host,
    name,
    status,
    description,
    active_available: '1',
    inventory_mode: host.inventoryMode,
    maintenance_status: maintenance ? '1' : '0',
    maintenanceid: maintenance?.maintenanceid ?? '0',
  }
}
