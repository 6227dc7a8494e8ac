import type { Thing } from '../../infra/rehearsal/aws/things.ts'
import type { Rancher } from '../../infra/rehearsal/rancher/state.ts'
import type { WorldState } from '../../infra/rehearsal/world.ts'
import type { Zabbix } from '../../infra/rehearsal/zabbix/state.ts'

/**
 * One line for each object that the world at `url` holds or remembers, by kind and owner key and without its id: two
 * worlds in which the same was made have the same lines, and an object that was made twice has its line twice.
 */
export async function inventoryOf(url: string): Promise<string[]> {
  // The world answers with the state of its own type; each part is what its service wrote under its name.
  const { parts } = (await (await fetch(`${url}/_world/state`)).json()) as WorldState & { parts: Parts }
  return [
    ...Object.values(parts.aws?.things ?? {}).map(cloudLine),
    ...Object.values(parts.rancher ?? {}).flatMap(rancherLines),
    ...Object.values(parts.zabbix ?? {}).flatMap(zabbixLines),
  ].sort()
}

interface Parts {
  aws?: { things: Record<string, Thing> }
  rancher?: Record<string, Rancher>
  zabbix?: Record<string, Zabbix>
}

/** With the number of what lies inside it: rules, routes, associations and versions can be doubled as well. */
function cloudLine({ kind, tags, fields }: Thing): string {
  const lists = Object.entries(fields ?? {}).filter(([, value]) => Array.isArray(value))
  const sizes = lists.map(([name, list]) => `${name}:${list.length}`)
  return [kind, tags['trailboss:resource'] ?? 'nobody’s', ...sizes].join(' ')
}

// Sessions of a login are left out: a killed worker cannot log out, and they end by themselves.
const rancherLines = ({ hostname, servers, clusters, machines, tokens }: Rancher): string[] => [
  `rancher ${hostname} servers:${servers.length}`,
  ...Object.keys(clusters).map((name) => `rancher cluster ${name}`),
  ...Object.values(machines).map(({ cluster, roles }) => `rancher machine ${cluster} ${roles.join('+')}`),
  ...Object.values(tokens)
    .filter(({ description }) => description !== 'trailboss login')
    .map(({ description }) => `rancher token ${description}`),
]

const zabbixLines = ({ groups, actions, hosts }: Zabbix): string[] => [
  ...groups.map(({ name }) => `zabbix group ${String(name)}`),
  ...actions.map(({ name, conditions, operations }) => `zabbix action ${name} ${conditions.length}/${operations.length}`),
  `zabbix hosts:${hosts.length}`,
]
