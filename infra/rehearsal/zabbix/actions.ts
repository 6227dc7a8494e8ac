import { get } from './get.ts'
import { invalidParams, isRecord, noPermission } from './json-rpc.ts'
import { idsOf, listOf, objectsOf, requiredList, requiredText, textOr, textsIn } from './parameters.ts'
import { nextId, type Action, type Condition, type Operation, type Row, type Zabbix } from './state.ts'

export const getActions = (zabbix: Zabbix, params: unknown): unknown =>
  get(zabbix.actions.map(actionRow), params, {
    id: 'actionid',
    relations: {
      selectFilter: { as: 'filter', of: (row) => filterRow(byId(zabbix, row['actionid'])) },
      selectOperations: { as: 'operations', of: (row) => byId(zabbix, row['actionid']).operations.map(operationRow) },
    },
  })

/** Names are unique for each source of events. All of them or none. */
export const createActions = (zabbix: Zabbix, params: unknown): unknown => {
  const actions = objectsOf(params).map((object, at): Action => {
    const path = `/${at + 1}`
    const name = requiredText(object, 'name', path)
    const eventsource = textOr(object['eventsource'], '')
    if (eventsource === '')
      throw invalidParams(`Invalid parameter "${path}": the parameter "eventsource" is missing.`)
    refuseEscalation(object, eventsource, path)
    refuseTaken(zabbix, { name, eventsource })
    return {
      actionid: nextId(zabbix),
      name,
      eventsource,
      status: textOr(object['status'], '0'),
      ...filterOf(object['filter'], path),
      operations: operationsOf(zabbix, requiredList(object, 'operations', path), path),
    }
  })
  zabbix.actions.push(...actions)
  return { actionids: actions.map((action) => action.actionid) }
}

/** Changes what is given; conditions and operations are replaced as a whole. */
export const updateActions = (zabbix: Zabbix, params: unknown): unknown => {
  const objects = objectsOf(params)
  const changes = objects.map((object, at) => {
    const path = `/${at + 1}`
    const action = byId(zabbix, requiredText(object, 'actionid', path))
    const name = textOr(object['name'], action.name)
    if (name !== action.name) refuseTaken(zabbix, { name, eventsource: action.eventsource })
    return {
      action,
      change: {
        name,
        status: textOr(object['status'], action.status),
        ...(object['filter'] === undefined ? {} : filterOf(object['filter'], path)),
        ...(object['operations'] === undefined
          ? {}
          : { operations: operationsOf(zabbix, requiredList(object, 'operations', path), path) }),
      },
    }
  })
  for (const { action, change } of changes) Object.assign(action, change)
  return { actionids: changes.map(({ action }) => action.actionid) }
}

export const deleteActions = (zabbix: Zabbix, params: unknown): unknown => {
  const ids = idsOf(params, (id) => zabbix.actions.some((action) => action.actionid === id))
  zabbix.actions = zabbix.actions.filter((action) => !ids.includes(action.actionid))
  return { actionids: ids }
}

const byId = (zabbix: Zabbix, id: unknown): Action => {
  const action = zabbix.actions.find((one) => one.actionid === id)
  if (!action) throw noPermission()
  return action
}

const refuseTaken = (zabbix: Zabbix, { name, eventsource }: Pick<Action, 'name' | 'eventsource'>): void => {
  if (zabbix.actions.some((action) => action.name === name && action.eventsource === eventsource)) {
    throw invalidParams(`Action "${name}" already exists.`)
  }
}

/** Registration knows no escalation. */
const refuseEscalation = (object: Row, eventsource: string, path: string): void => {
  const unknown = ['esc_period', 'recovery_operations', 'update_operations'].find(
    (field) => object[field] !== undefined,
  )
  if (eventsource === '2' && unknown)
    throw invalidParams(`Invalid parameter "${path}": unexpected parameter "${unknown}".`)
}

const filterOf = (given: unknown, path: string): Pick<Action, 'evaltype' | 'conditions'> => {
  const filter = isRecord(given) ? given : {}
  const conditions = listOf(filter['conditions']).map((condition, at): Condition => {
    const conditiontype = textOr(condition['conditiontype'], '')
    if (!['20', '22', '24'].includes(conditiontype)) {
      const where = `${path}/filter/conditions/${at + 1}/conditiontype`
      throw invalidParams(`Invalid parameter "${where}": value must be one of 20, 22, 24.`)
    }
    return { conditiontype, operator: textOr(condition['operator'], '0'), value: textOr(condition['value'], '') }
  })
  return { evaltype: textOr(filter['evaltype'], '0'), conditions }
}

const operationsOf = (zabbix: Zabbix, given: Row[], path: string): Operation[] =>
  given.map((operation, at) => {
    const where = `${path}/operations/${at + 1}`
    const operationtype = textOr(operation['operationtype'], '')
    if (operationtype === '')
      throw invalidParams(`Invalid parameter "${where}": the parameter "operationtype" is missing.`)
    const groupIds = textsIn(operation['opgroup'] ?? [], 'groupid')
    const templateIds = textsIn(operation['optemplate'] ?? [], 'templateid')
    refuseUnknown(
      groupIds,
      zabbix.groups.map((group) => group['groupid']),
      { where, list: 'opgroup', field: 'groupid' },
    )
    refuseUnknown(
      templateIds,
      zabbix.templates.map((one) => one['templateid']),
      { where, list: 'optemplate', field: 'templateid' },
    )
    const inventory = isRecord(operation['opinventory'])
      ? textOr(operation['opinventory']['inventory_mode'], '0')
      : undefined
    return {
      operationid: nextId(zabbix),
      operationtype,
      groupIds,
      templateIds,
      ...(inventory ? { inventoryMode: inventory } : {}),
    }
  })

const refuseUnknown = (ids: string[], known: unknown[], at: { where: string; list: string; field: string }): void => {
  const missing = ids.findIndex((id) => !known.includes(id))
  if (missing < 0) return
  throw invalidParams(`Invalid parameter "${at.where}/${at.list}/${missing + 1}/${at.field}": object does not exist.`)
}

const actionRow = ({ actionid, name, eventsource, status }: Action): Row => ({
  actionid,
  name,
  eventsource,
  status,
  esc_period: '0',
  pause_suppressed: '1',
})

const filterRow = ({ evaltype, conditions }: Action): Row => ({
  evaltype,
  formula: '',
  conditions: conditions.map((condition, at) => ({
    ...condition,
    value2: '',
    formulaid: String.fromCharCode(65 + at),
  })),
  eval_formula: conditions.map((_condition, at) => String.fromCharCode(65 + at)).join(' and '),
})

const operationRow = (operation: Operation): Row => ({
  operationid: operation.operationid,
  operationtype: operation.operationtype,
  ...(operation.groupIds.length > 0
    ? { opgroup: operation.groupIds.map((groupid) => ({ operationid: operation.operationid, groupid })) }
    : {}),
  ...(operation.templateIds.length > 0
    ? { optemplate: operation.templateIds.map((templateid) => ({ operationid: operation.operationid, templateid })) }
    : {}),
  ...(operation.inventoryMode === undefined ? {} : { opinventory: { inventory_mode: operation.inventoryMode } }),
})
