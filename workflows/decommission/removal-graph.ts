import type { Key, Resource } from '../contract/resource.ts'
import type { KindName } from '../contract/specs.ts'

/**
 * What is removed before what: a kind stands after every kind that may hold on to it. Only kinds that outlive the
 * environment's machines are here; Rancher's own objects go with its servers.
 */
const REMOVAL_ORDER: readonly (readonly KindName[])[] = [
  ['zabbix.registrationAction', 'aws.autoScalingGroup', 'aws.listener'],
  ['zabbix.hostGroup', 'aws.instance', 'aws.launchTemplate', 'aws.networkLoadBalancer', 'aws.targetGroup'],
  ['aws.natGateway', 'aws.keyPair'],
  ['aws.elasticIp', 'aws.routeTable', 'aws.securityGroup', 'aws.internetGateway'],
  ['aws.subnet'],
  ['aws.vpc'],
]

/** A graph over what is owned in which the things that hold come first. Pure. */
export function removalGraph(owned: readonly Key[], known: readonly Resource[]): Resource[] {
  const graph: Resource[] = []
  let before: Key[] = []
  for (const kinds of REMOVAL_ORDER) {
    const keys = owned.filter((key) => kinds.includes(kindOf(key)))
    graph.push(...keys.map((key) => removalStep(key, before, known)))
    if (keys.length > 0) before = keys
  }
  return graph
}

function removalStep(key: Key, after: Key[], known: readonly Resource[]): Resource {
  const kind = kindOf(key)
  const spec = known.find((resource) => resource.key === key)?.spec ?? {}
  // A removal reads no spec but the address of its service, and never the outputs of others.
  return { key, kind, name: key.slice(kind.length + 1), stage: 'environment', spec: withoutRefs(spec), after } as Resource
}

const withoutRefs = (spec: object) =>
  Object.fromEntries(Object.entries(spec).filter(([, value]) => !JSON.stringify(value ?? null).includes('"ref"')))

// A key is made as `<kind>/<name>` and kinds hold no slash.
const kindOf = (key: Key) => key.slice(0, key.indexOf('/')) as KindName
