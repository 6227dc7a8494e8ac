import type { Actions, Call } from '../action.ts'
import { AwsError } from '../aws-error.ts'
import { describe } from '../describe.ts'
import { need, text } from '../query.ts'
import { tagsInRequest, tagSet } from '../tags.ts'
import { addThing, dropThing, thingNamed, thingsOf, type Place, type Thing } from '../things.ts'
import { subnetNamed } from './subnets.ts'
import { vpcNamed } from './vpcs.ts'

interface Route {
  cidr: string
  gateway?: string
  natGateway?: string
}

interface RouteTable {
  vpc: string
  routes: Route[]
  associations: { id: string; subnet: string }[]
}

export const routeTableActions: Actions = {
  CreateRouteTable: (call) => {
    const vpc = vpcNamed(call, need(call.params, 'VpcId'))
    const fields: RouteTable = { vpc: vpc.id, routes: [{ cidr: vpc.fields.cidr, gateway: 'local' }], associations: [] }
    const tags = tagsInRequest(call.params, 'route-table')
    return { routeTable: shown(addThing(call, { kind: 'route-table', id: call.world.id('rtb-', 17), tags, fields })) }
  },
  DescribeRouteTables: (call) => {
    const { items, nextToken } = describe({
      things: thingsOf<RouteTable>(call, 'route-table'),
      params: call.params,
      ids: { field: 'RouteTableId', notFound: 'InvalidRouteTableID.NotFound' },
      values: ({ fields }) => ({ 'vpc-id': fields.vpc }),
    })
    return { routeTableSet: items.map(shown), nextToken }
  },
  CreateRoute: (call) => {
    const { fields } = tableIn(call)
    const route = routeIn(call)
    if (fields.routes.some(({ cidr }) => cidr === route.cidr)) {
      throw new AwsError('RouteAlreadyExists', `The route identified by ${route.cidr} already exists.`)
    }
    fields.routes.push(route)
    return { return: true }
  },
  ReplaceRoute: (call) => {
    const { fields } = tableIn(call)
    const route = routeIn(call)
    fields.routes = fields.routes.map((known) => (known.cidr === route.cidr ? route : known))
    return { return: true }
  },
  DeleteRoute: (call) => {
    const { fields } = tableIn(call)
    const cidr = need(call.params, 'DestinationCidrBlock')
    if (!fields.routes.some((route) => route.cidr === cidr)) {
      throw new AwsError('InvalidRoute.NotFound', `no route with destination-cidr-block ${cidr}`)
    }
    fields.routes = fields.routes.filter((route) => route.cidr !== cidr)
    return { return: true }
  },
  AssociateRouteTable: (call) => {
    const table = tableIn(call)
    const subnet = subnetNamed(call, need(call.params, 'SubnetId'))
    const taken = thingsOf<RouteTable>(call, 'route-table').flatMap(({ fields }) => fields.associations)
    if (taken.some((one) => one.subnet === subnet.id)) {
      throw new AwsError('Resource.AlreadyAssociated', `the specified association for ${subnet.id} already exists`)
    }
    const id = call.world.id('rtbassoc-', 17)
    table.fields.associations.push({ id, subnet: subnet.id })
    return { associationId: id, associationState: { state: 'associated' } }
  },
  DisassociateRouteTable: (call) => {
    const id = need(call.params, 'AssociationId')
    const tables = thingsOf<RouteTable>(call, 'route-table')
    const table = tables.find(({ fields }) => fields.associations.some((one) => one.id === id))
    if (!table) throw new AwsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`)
    table.fields.associations = table.fields.associations.filter((one) => one.id !== id)
    return { return: true }
  },
  DeleteRouteTable: (call) => {
    const { id, fields } = tableIn(call)
    if (fields.associations.length > 0) {
      throw new AwsError('DependencyViolation', `The routeTable '${id}' has dependencies and cannot be deleted.`)
    }
    dropThing(call.world, id)
    return { return: true }
  },
}

const tableIn = (call: Call): Thing<RouteTable> => tableNamed(call, need(call.params, 'RouteTableId'))

const tableNamed = (place: Place, id: string): Thing<RouteTable> =>
  thingNamed<RouteTable>(place, 'route-table', id, 'InvalidRouteTableID.NotFound')

function routeIn({ params }: Call): Route {
  const gateway = text(params, 'GatewayId')
  const natGateway = text(params, 'NatGatewayId')
  return {
    cidr: need(params, 'DestinationCidrBlock'),
    ...(gateway ? { gateway } : {}),
    ...(natGateway ? { natGateway } : {}),
  }
}

const shown = ({ id, tags, fields }: Thing<RouteTable>) => ({
  routeTableId: id,
  vpcId: fields.vpc,
  routeSet: fields.routes.map(({ cidr, gateway, natGateway }) => ({
    destinationCidrBlock: cidr,
    gatewayId: gateway,
    natGatewayId: natGateway,
    state: 'active',
    origin: gateway === 'local' ? 'CreateRouteTable' : 'CreateRoute',
  })),
  associationSet: fields.associations.map((one) => ({
    routeTableAssociationId: one.id,
    routeTableId: id,
    subnetId: one.subnet,
    main: false,
    associationState: { state: 'associated' },
  })),
  tagSet: tagSet(tags),
})
