import { z } from 'zod'
import type { ZabbixClient } from './client.ts'

/** What Zabbix does with a machine that reports itself: which machines are meant, and what they become. */
export interface RegistrationAction {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
  /** Machines whose host metadata contain this. Undefined where somebody made the conditions others than we do. */
  readonly metadata: string | undefined
  readonly groupIds: readonly string[]
  readonly templateIds: readonly string[]
}

export interface NewAction {
  readonly name: string
  readonly metadata: string
  readonly groupId: string
  readonly templateIds: readonly string[]
}

export async function listActions(client: ZabbixClient, names: readonly string[]): Promise<RegistrationAction[]> {
  const params = {
    output: ['actionid', 'name', 'status'],
    filter: { name: names, eventsource: AUTO_REGISTRATION },
    selectFilter: 'extend',
    selectOperations: 'extend',
  }
  return (await client.call('action.get', params, z.array(WireAction))).map(actionOf)
}

/** Twice fails: Zabbix refuses a second action of one name. */
export async function createAction(client: ZabbixClient, wanted: NewAction): Promise<RegistrationAction> {
  const params = { name: wanted.name, eventsource: AUTO_REGISTRATION, status: ENABLED, ...effectOf(wanted) }
  const { actionids: [id] } = await client.call('action.create', params, Ids)
  return asMade(id, wanted)
}

/** Afterwards conditions and operations are as wanted, and no others. Twice is safe. */
export async function setAction(client: ZabbixClient, id: string, wanted: NewAction): Promise<RegistrationAction> {
  await client.call('action.update', { actionid: id, status: ENABLED, ...effectOf(wanted) }, Ids)
  return asMade(id, wanted)
}

/** One that is gone already is success. */
export async function removeAction(client: ZabbixClient, id: string): Promise<void> {
  const left = await client.call('action.get', { output: ['actionid'], actionids: [id] }, z.array(z.unknown()))
  if (left.length > 0) await client.call('action.delete', [id], z.unknown())
}

const asMade = (id: string, { name, metadata, groupId, templateIds }: NewAction): RegistrationAction =>
  ({ id, name, enabled: true, metadata, groupIds: [groupId], templateIds })

// Numbers of Zabbix' API: https://www.zabbix.com/documentation/7.0/en/manual/api/reference/action/object
const AUTO_REGISTRATION = 2
const ENABLED = 0
const AND_OR = 0
const HOST_METADATA = 24
const CONTAINS = 2
const ADD_TO_GROUP = 4
const LINK_TEMPLATE = 6

/** Adding to a group implies adding the host. */
const effectOf = ({ metadata, groupId, templateIds }: NewAction) => ({
  filter: { evaltype: AND_OR, conditions: [{ conditiontype: HOST_METADATA, operator: CONTAINS, value: metadata }] },
  operations: [
    { operationtype: ADD_TO_GROUP, opgroup: [{ groupid: groupId }] },
    ...(templateIds.length === 0 ? [] : [linkTemplates(templateIds)]),
  ],
})

const linkTemplates = (templateIds: readonly string[]) =>
  ({ operationtype: LINK_TEMPLATE, optemplate: templateIds.map((templateid) => ({ templateid })) })

const Ids = z.object({ actionids: z.tuple([z.string()]) })

const WireAction = z.object({
  actionid: z.string(),
  name: z.string(),
  status: z.string(),
  filter: z.object({
    conditions: z.array(z.object({ conditiontype: z.string(), operator: z.string(), value: z.string() })),
  }),
  operations: z.array(z.object({
    operationtype: z.string(),
    opgroup: z.array(z.object({ groupid: z.string() })).nullish(),
    optemplate: z.array(z.object({ templateid: z.string() })).nullish(),
  })),
})

function actionOf({ actionid, name, status, filter, operations }: z.infer<typeof WireAction>): RegistrationAction {
  const groupIds = operations.flatMap(({ opgroup }) => (opgroup ?? []).map((group) => group.groupid))
  const templateIds = operations.flatMap(({ optemplate }) => (optemplate ?? []).map((template) => template.templateid))
  const enabled = status === String(ENABLED)
  return { id: actionid, name, enabled, metadata: metadataIn(filter.conditions), groupIds, templateIds }
}

function metadataIn(conditions: z.infer<typeof WireAction>['filter']['conditions']): string | undefined {
  const [only, ...others] = conditions
  const isOurs = only?.conditiontype === String(HOST_METADATA) && only.operator === String(CONTAINS)
  return isOurs && others.length === 0 ? only.value : undefined
}
