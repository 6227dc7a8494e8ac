import type { Key } from '../../workflows/contract/resource.ts'
import { byServer } from '../http/by-server.ts'
import type { Kind, Seen } from '../resources/kind.ts'
import { type ZabbixClient, zabbixClient, type ZabbixDeps } from './client.ts'
import { createGroup, type HostGroup, listGroups, removeGroup } from './groups.ts'
import { refuseForeignName } from './ownership.ts'

interface GroupFacts {
  readonly name: string
  /** The Zabbix it was seen on; its removal is asked for there. */
  readonly client: ZabbixClient
}

/** A host group. It is removed with the hosts in it: they registered by themselves and are machines of ours. */
export const zabbixHostGroup = (deps: ZabbixDeps): Kind<'zabbix.hostGroup', GroupFacts> => ({
  name: 'zabbix.hostGroup',
  foundByName: true,
  observe: async (_scope, wanted) => {
    const lists = byServer(wanted).map(async ([access, groups]) => {
      const client = await zabbixClient(deps, access)
      const found = await listGroups(client, groups.map(({ spec }) => spec.group))
      return groups.flatMap(({ key, spec }) =>
        found.filter(({ name }) => name === spec.group).map((group) => seenGroup(key, group, client)))
    })
    return (await Promise.all(lists)).flat()
  },
  diff: () => [],
  create: async (scope, { key, spec }) => {
    refuseForeignName(scope, spec.group)
    const client = await zabbixClient(deps, spec)
    return seenGroup(key, await createGroup(client, spec.group), client)
  },
  update: async (_scope, _wanted, seen) => seen,
  remove: async (scope, { id, facts: { name, client } }) => {
    refuseForeignName(scope, name)
    await removeGroup(client, id)
  },
  waitsFor: () => undefined,
})

const seenGroup = (key: Key, { id, name }: HostGroup, client: ZabbixClient): Seen<GroupFacts> =>
  ({ key, id, outputs: { id, name }, state: 'present', createdAt: 0, facts: { name, client } })
