import { z } from 'zod'
import type { ZabbixClient } from './client.ts'

export interface HostGroup {
  readonly id: string
  readonly name: string
}

export async function listGroups(client: ZabbixClient, names: readonly string[]): Promise<HostGroup[]> {
  const params = { output: ['groupid', 'name'], filter: { name: names } }
  const found = await client.call('hostgroup.get', params, z.array(z.object({ groupid: z.string(), name: z.string() })))
  return found.map(({ groupid, name }) => ({ id: groupid, name }))
}

/** Twice fails: Zabbix refuses a second group of one name. */
export async function createGroup(client: ZabbixClient, name: string): Promise<HostGroup> {
  const { groupids: [id] } = await client.call('hostgroup.create', { name }, Ids)
  return { id, name }
}

/** Removes the group and the hosts in it: Zabbix refuses to leave a host without a group. Twice is safe. */
export async function removeGroup(client: ZabbixClient, id: string): Promise<void> {
  await removeHostsOf(client, id)
  const left = await client.call('hostgroup.get', { output: ['groupid'], groupids: [id] }, z.array(z.unknown()))
  if (left.length > 0) await client.call('hostgroup.delete', [id], z.unknown())
}

async function removeHostsOf(client: ZabbixClient, groupId: string): Promise<void> {
  const hosts = await client.call('host.get', { output: ['hostid'], groupids: [groupId] }, Hosts)
  // Zabbix removes a host with its items and history in one transaction, so not all at once.
  for (let from = 0; from < hosts.length; from += HOSTS_AT_ONCE) {
    const some = hosts.slice(from, from + HOSTS_AT_ONCE)
    await client.call('host.delete', some.map((host) => host.hostid), z.unknown())
  }
}

const Ids = z.object({ groupids: z.tuple([z.string()]) })
const Hosts = z.array(z.object({ hostid: z.string() }))
const HOSTS_AT_ONCE = 200
