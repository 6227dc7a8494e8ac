import type { Resource } from '../contract/resource.ts'
import { subnetCidr, subnetName } from './addresses.ts'
import type { Side } from './addresses.ts'
import { make, refTo } from './make.ts'
import type { Site } from './site.ts'

const EVERYWHERE = '0.0.0.0/0'

export const vpc = refTo('aws.vpc', 'main')
export const subnetRef = (side: Side, zone: string) => refTo('aws.subnet', subnetName(side, zone))
/** What a machine needs besides its subnet: without a way out its start-up script downloads nothing. */
export const wayOut = (side: Side) => refTo('aws.routeTable', side).ref

export function network(site: Site): Resource[] {
  const { zones } = site.cloud
  return [
    make('aws.vpc', 'main', { spec: { cidr: site.network.cidr } }),
    ...zones.flatMap((zone) => [subnet(site, 'public', zone), subnet(site, 'private', zone)]),
    make('aws.internetGateway', 'main', { spec: { vpc } }),
    make('aws.elasticIp', 'nat', { spec: {} }),
    ...ways(zones),
  ]
}

const subnet = (site: Site, side: Side, zone: string) => make('aws.subnet', subnetName(side, zone), {
  spec: { vpc, cidr: subnetCidr(site, side, zone), zone, public: side === 'public' },
})

function ways(zones: readonly string[]): Resource[] {
  const gateway = refTo('aws.internetGateway', 'main')
  const subnets = (side: Side) => zones.map((zone) => subnetRef(side, zone))
  return [
    // One for the environment: it carries downloads alone, and one in each zone would cost three times as much.
    make('aws.natGateway', 'main', {
      spec: { subnet: subnetRef('public', zones[0] ?? ''), address: refTo('aws.elasticIp', 'nat') },
      after: [gateway.ref],
    }),
    make('aws.routeTable', 'public', {
      spec: { vpc, routes: [{ cidr: EVERYWHERE, internetGateway: gateway }], subnets: subnets('public') },
    }),
    make('aws.routeTable', 'private', {
      spec: { vpc, routes: [{ cidr: EVERYWHERE, natGateway: refTo('aws.natGateway', 'main') }], subnets: subnets('private') },
      // The NAT gateway itself goes out by the public table; a private machine must not start before that works.
      after: [wayOut('public')],
    }),
  ]
}
