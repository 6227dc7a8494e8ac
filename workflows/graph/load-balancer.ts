import type { Key, Ref, Resource } from '../contract/resource.ts'
import { keyOf } from '../contract/resource.ts'
import { addressIn, serverSpots } from './addresses.ts'
import { hostNameOf, machine } from './machines.ts'
import { make, refTo } from './make.ts'
import { subnetRef, vpc, wayOut } from './network.ts'
import type { Site } from './site.ts'

/** Web, Kubernetes API, and the port by which RKE2 servers join. */
const PORTS = [80, 443, 6443, 9345]
const CLOUD = refTo('aws.networkLoadBalancer', 'rancher', 'dnsName')

/** What stands before the Rancher servers: a machine with NGINX, or the cloud's own. */
export function loadBalancer(site: Site): Resource[] {
  return site.section.rancher.loadBalancer === 'nginx' ? nginx(site) : cloud(site)
}

/** By which address servers join. NGINX has a fixed one, so that they need not wait for it. */
export const joinAddress = (site: Site): string | Ref =>
  (site.section.rancher.loadBalancer === 'nginx' ? nginxAddress(site) : CLOUD)

/** What must be there before Rancher answers through it. */
export const loadBalancerKeys = (site: Site): Key[] =>
  (site.section.rancher.loadBalancer === 'nginx'
    ? [keyOf('aws.instance', 'load-balancer')]
    : PORTS.map((port) => keyOf('aws.listener', `rancher-${port}`)))

function nginx(site: Site): Resource[] {
  const userData = {
    hostName: hostNameOf(site, 'load-balancer'),
    loadBalancer: { servers: serverSpots(site).map(({ address }) => address) },
  }
  return [make('aws.instance', 'load-balancer', {
    spec: {
      ...machine(site, { role: 'load-balancer', size: 't3.small', groups: ['load-balancer'], userData }),
      subnet: subnetRef('public', nginxZone(site)),
      privateAddress: nginxAddress(site),
      publicAddress: true,
    },
    after: [wayOut('public')],
  })]
}

function cloud(site: Site): Resource[] {
  const targets = serverSpots(site).map((_, index) => refTo('aws.instance', `rancher-${index + 1}`))
  return [
    make('aws.networkLoadBalancer', 'rancher', {
      spec: { subnets: site.cloud.zones.map((zone) => subnetRef('public', zone)), scheme: 'internet-facing' },
      after: [keyOf('aws.internetGateway', 'main')],
    }),
    ...PORTS.flatMap((port): Resource[] => [
      make('aws.targetGroup', `rancher-${port}`, { spec: { vpc, port, targets } }),
      make('aws.listener', `rancher-${port}`, {
        spec: { loadBalancer: refTo('aws.networkLoadBalancer', 'rancher'), port, targetGroup: refTo('aws.targetGroup', `rancher-${port}`) },
      }),
    ]),
  ]
}

// Not the first zone where there are more: the bastion and the NAT gateway get any free address of that subnet,
// and might get this one.
const nginxZone = ({ cloud: { zones } }: Site): string => zones[1] ?? zones[0] ?? ''
const nginxAddress = (site: Site): string => addressIn(site, { side: 'public', zone: nginxZone(site), offset: 10 })
