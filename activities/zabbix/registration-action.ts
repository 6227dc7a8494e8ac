import type { Difference } from '../../workflows/contract/operations.ts'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import { byServer } from '../http/by-server.ts'
import type { Kind, Seen, Wanted } from '../resources/kind.ts'
import {
  createAction, listActions, type NewAction, type RegistrationAction, removeAction, setAction,
} from './actions.ts'
import { type ZabbixClient, zabbixClient, type ZabbixDeps } from './client.ts'
import { refuseForeignName } from './ownership.ts'
import { findTemplateIds, namesOfTemplates } from './templates.ts'

type WantedAction = Wanted<'zabbix.registrationAction'>

interface ActionFacts {
  readonly action: RegistrationAction
  /** Names of the templates that it links, where Zabbix still has them. */
  readonly templates: readonly string[]
  readonly client: ZabbixClient
}

/** What turns a machine that reports itself into a host in our group, with our templates. */
export const zabbixRegistrationAction = (deps: ZabbixDeps): Kind<'zabbix.registrationAction', ActionFacts> => ({
  name: 'zabbix.registrationAction',
  foundByName: true,
  observe: async (_scope, wanted) => {
    const lists = byServer(wanted).map(async ([access, actions]) => look(await zabbixClient(deps, access), actions))
    return (await Promise.all(lists)).flat()
  },
  diff: differencesOf,
  create: async (scope, wanted) => {
    refuseForeignName(scope, wanted.spec.action)
    const client = await zabbixClient(deps, wanted.spec)
    const made = await createAction(client, await wishOf(client, wanted))
    return seenAction(wanted.key, { action: made, templates: wanted.spec.templates, client })
  },
  update: async (scope, wanted, { id, facts: { client } }) => {
    refuseForeignName(scope, wanted.spec.action)
    const changed = await setAction(client, id, await wishOf(client, wanted))
    return seenAction(wanted.key, { action: changed, templates: wanted.spec.templates, client })
  },
  remove: async (scope: Scope, { id, facts: { action, client } }) => {
    refuseForeignName(scope, action.name)
    await removeAction(client, id)
  },
  waitsFor: () => undefined,
})

async function look(client: ZabbixClient, wanted: readonly WantedAction[]): Promise<Seen<ActionFacts>[]> {
  const found = await listActions(client, wanted.map(({ spec }) => spec.action))
  const names = await namesOfTemplates(client, [...new Set(found.flatMap(({ templateIds }) => templateIds))])
  return wanted.flatMap(({ key, spec }) =>
    found.filter(({ name }) => name === spec.action).map((action) => {
      const templates = action.templateIds.flatMap((id) => names.get(id) ?? [])
      return seenAction(key, { action, templates, client })
    }))
}

async function wishOf(client: ZabbixClient, { spec }: WantedAction): Promise<NewAction> {
  const { action: name, metadata, groupId, templates } = spec
  return { name, metadata, groupId, templateIds: await findTemplateIds(client, templates) }
}

function differencesOf({ spec }: WantedAction, { facts: { action, templates } }: Seen<ActionFacts>): Difference[] {
  const fields: [field: string, wanted: string, seen: string][] = [
    ['metadata', spec.metadata, action.metadata ?? 'other conditions'],
    ['groupId', spec.groupId, joined(action.groupIds)],
    ['templates', joined(spec.templates), joined(templates)],
    ['status', 'enabled', action.enabled ? 'enabled' : 'disabled'],
  ]
  return fields
    .filter(([_field, wanted, seen]) => wanted !== seen)
    .map(([field, wanted, seen]) => ({ field, wanted, seen, act: 'update' }))
}

const joined = (names: readonly string[]) => names.toSorted().join(', ')

const seenAction = (key: Key, facts: ActionFacts): Seen<ActionFacts> => {
  const { id, name } = facts.action
  return { key, id, outputs: { id, name }, state: 'present', createdAt: 0, facts }
}
