import type { Ref, Resource } from '../contract/resource.ts'
import type { IngressRule } from '../contract/specs.ts'
import { make, refTo } from './make.ts'
import { vpc } from './network.ts'
import type { Site } from './site.ts'

export type GroupName = 'bastion' | 'load-balancer' | 'servers' | 'nodes' | 'ingress' | 'file-servers'
export const groupRef = (name: GroupName): Ref => refTo('aws.securityGroup', name)

/** Who may reach what. Nothing is reached by ssh but through the bastion. */
export function securityGroups(site: Site): Resource[] {
  const { rancher, fileServers } = site.section
  return [
    group('bastion', 'ssh from outside', tcp([22], site.network.allowFrom)),
    ...(rancher.loadBalancer === 'nginx' ? [loadBalancer(site)] : []),
    servers(site),
    group('nodes', 'nodes of downstream clusters', [{ ...ALL, self: true }, ssh]),
    ...(hasIngress(site) ? [group('ingress', 'web traffic to ingress pools', tcp([80, 443], site.network.allowFrom))] : []),
    ...(fileServers ? [group('file-servers', 'GlusterFS', [...gluster(site), ssh])] : []),
  ]
}

const group = (name: GroupName, description: string, ingress: IngressRule[]) =>
  make('aws.securityGroup', name, { spec: { vpc, description, ingress } })

const ALL = { protocol: 'all', fromPort: 0, toPort: 65_535 } as const
const ssh: IngressRule = { protocol: 'tcp', fromPort: 22, toPort: 22, group: groupRef('bastion') }

/** The address from which machines without one of their own call Rancher by its public name. */
const fromInside = refTo('aws.elasticIp', 'nat', 'cidr')

const tcp = (ports: readonly number[], cidrs: readonly (string | Ref)[]): IngressRule[] =>
  ports.flatMap((port) => [...new Set(cidrs)].map((cidr): IngressRule => ({ protocol: 'tcp', fromPort: port, toPort: port, cidr })))

const loadBalancer = (site: Site) => group('load-balancer', 'Rancher, its Kubernetes API and joining servers', [
  ...tcp([80, 443], [...site.network.allowFrom, site.network.cidr, fromInside]),
  ...tcp([6443, 9345], [site.network.cidr]),
  ssh,
])

function servers(site: Site): Resource {
  const { cidr, allowFrom } = site.network
  // A network load balancer hands on the caller's own address, so callers from outside are let in here too.
  const web = site.section.rancher.loadBalancer === 'cloud' ? [...allowFrom, cidr, fromInside] : [cidr]
  return group('servers', 'Rancher servers', [
    ...tcp([80, 443], web),
    ...tcp([6443, 9345], [cidr]),
    { protocol: 'tcp', fromPort: 2379, toPort: 2380, self: true },
    { protocol: 'udp', fromPort: 8472, toPort: 8472, self: true },
    { protocol: 'tcp', fromPort: 10_250, toPort: 10_250, self: true },
    ssh,
  ])
}

const hasIngress = ({ section }: Site): boolean =>
  Object.values(section.clusters).some(({ pools }) => Object.values(pools).some(({ hosts }) => hosts !== undefined))

/** Its daemon's two ports, and one port for each brick. */
const gluster = ({ network: { cidr } }: Site): IngressRule[] => [
  { protocol: 'tcp', fromPort: 24_007, toPort: 24_008, cidr },
  { protocol: 'tcp', fromPort: 49_152, toPort: 49_251, cidr },
]
