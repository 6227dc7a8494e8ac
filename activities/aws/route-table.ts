import {
  AssociateRouteTableCommand, CreateRouteCommand, CreateRouteTableCommand, DeleteRouteCommand,
  DeleteRouteTableCommand, DisassociateRouteTableCommand, paginateDescribeRouteTables, ReplaceRouteCommand,
  type RouteTable,
} from '@aws-sdk/client-ec2'
import type { Difference } from '../../workflows/contract/operations.ts'
import type { Key, Resolved, Scope } from '../../workflows/contract/resource.ts'
import type { RouteSpec } from '../../workflows/contract/specs.ts'
import type { Kind, Seen, Wanted } from '../resources/kind.ts'
import { given, itemsOf, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare, compareSets, missingFrom } from './differences.ts'
import { ownedBy, tagged, tagsFor } from './tags.ts'

interface RouteTableFacts {
  vpc: string
  /** Destination → target; without the route inside the network, which every table has. */
  routes: Record<string, string>
  /** Subnet → id of the association. */
  subnets: Record<string, string>
}

/** Routes and the subnets they hold for; both are set after the table is there. */
export function routeTableKind({ clients }: AwsDeps): Kind<'aws.routeTable', RouteTableFacts> {
  const ec2 = (scope: Scope) => clients(scope.cloud.region).ec2
  return {
    name: 'aws.routeTable',
    async observe(scope) {
      const pages = paginateDescribeRouteTables({ client: ec2(scope), pageSize: 100 }, { Filters: ownedBy(scope) })
      return readOurs(scope, 'aws.routeTable', await itemsOf(pages, (page) => page.RouteTables), read)
    },
    diff,
    async create(scope, wanted) {
      const TagSpecifications = tagged('route-table', tagsFor(scope, wanted))
      const answer = await ec2(scope).send(new CreateRouteTableCommand({ VpcId: wanted.spec.vpc, TagSpecifications }))
      return read(wanted.key, given(answer.RouteTable, 'RouteTable'))
    },
    async update(scope, { spec }, seen) {
      const { facts } = seen
      const RouteTableId = seen.id
      for (const route of spec.routes) {
        const known = facts.routes[route.cidr]
        if (known === targetOf(route)) continue
        const Command = known === undefined ? CreateRouteCommand : ReplaceRouteCommand
        await ec2(scope).send(new Command({ RouteTableId, ...routeInput(route) }))
      }
      for (const cidr of missingFrom(spec.routes.map((route) => route.cidr), Object.keys(facts.routes))) {
        await ec2(scope).send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: cidr }))
      }
      const subnets: Record<string, string> = {}
      for (const SubnetId of spec.subnets) {
        const known = facts.subnets[SubnetId]
        const associate = async () => await ec2(scope).send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }))
        subnets[SubnetId] = known ?? given((await associate()).AssociationId, 'AssociationId')
      }
      await disassociate(scope, missingFrom(Object.values(subnets), Object.values(facts.subnets)))
      return { ...seen, facts: { ...facts, routes: routesOf(spec.routes), subnets } }
    },
    async remove(scope, { id, facts }) {
      await disassociate(scope, Object.values(facts.subnets))
      await ec2(scope).send(new DeleteRouteTableCommand({ RouteTableId: id }))
    },
    waitsFor: () => undefined,
  }

  async function disassociate(scope: Scope, associations: string[]) {
    for (const AssociationId of associations) {
      await ec2(scope).send(new DisassociateRouteTableCommand({ AssociationId }))
    }
  }
}

function diff({ spec }: Wanted<'aws.routeTable'>, { facts }: Seen<RouteTableFacts>): Difference[] {
  const wanted = routesOf(spec.routes)
  const cidrs = [...new Set([...Object.keys(wanted), ...Object.keys(facts.routes)])]
  return [
    ...compare('replace', { vpc: [spec.vpc, facts.vpc] }),
    ...compare('update', Object.fromEntries(
      cidrs.map((cidr) => [`route ${cidr}`, [wanted[cidr], facts.routes[cidr]] as const]),
    )),
    ...compareSets('subnet', spec.subnets, Object.keys(facts.subnets)),
  ]
}

const targetOf = ({ internetGateway, natGateway }: Resolved<RouteSpec>): string =>
  given(internetGateway ?? natGateway, 'the target of a route')

const routesOf = (routes: readonly Resolved<RouteSpec>[]): Record<string, string> =>
  Object.fromEntries(routes.map((route) => [route.cidr, targetOf(route)]))

const routeInput = ({ cidr, internetGateway, natGateway }: Resolved<RouteSpec>) => ({
  DestinationCidrBlock: cidr,
  ...(internetGateway === undefined ? {} : { GatewayId: internetGateway }),
  ...(natGateway === undefined ? {} : { NatGatewayId: natGateway }),
})

function read(key: Key, table: RouteTable): Seen<RouteTableFacts> {
  const id = given(table.RouteTableId, 'RouteTableId')
  const routes = (table.Routes ?? []).flatMap((route) => {
    const target = route.NatGatewayId ?? route.GatewayId ?? route.NetworkInterfaceId ?? 'something else'
    const own = target === 'local' || route.Origin === 'EnableVgwRoutePropagation'
    return own || route.DestinationCidrBlock === undefined ? [] : [[route.DestinationCidrBlock, target] as const]
  })
  const subnets = (table.Associations ?? []).flatMap(({ SubnetId, RouteTableAssociationId, AssociationState }) =>
    SubnetId && RouteTableAssociationId && AssociationState?.State !== 'disassociated'
      ? [[SubnetId, RouteTableAssociationId] as const]
      : [],
  )
  const vpc = given(table.VpcId, 'VpcId')
  const facts = { vpc, routes: Object.fromEntries(routes), subnets: Object.fromEntries(subnets) }
  return { key, id, outputs: { id }, state: 'present', createdAt: 0, facts }
}
