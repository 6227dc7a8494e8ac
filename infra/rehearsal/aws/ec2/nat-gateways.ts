import type { World, WorldEvent } from '../../world.ts'
import type { Actions } from '../action.ts'
import { AwsError } from '../aws-error.ts'
import { describe } from '../describe.ts'
import { need, text } from '../query.ts'
import { tagsInRequest, tagSet } from '../tags.ts'
import { addThing, awsPart, onceByToken, thingNamed, thingsOf, type Place, type Thing } from '../things.ts'
import { addressNamed } from './addresses.ts'
import { subnetNamed } from './subnets.ts'

interface NatGateway {
  vpc: string
  subnet: string
  address: string
  publicAddress: string
  state: 'pending' | 'available' | 'deleting' | 'deleted'
}

export const natGatewayActions: Actions = {
  CreateNatGateway: (call) => {
    const { world, params } = call
    const subnet = subnetNamed(call, need(params, 'SubnetId'))
    const address = addressNamed(call, need(params, 'AllocationId'))
    const request = `${subnet.id} ${address.id}`
    const gateway = onceByToken<NatGateway>(call, { token: text(params, 'ClientToken'), request }, () => {
      if (address.fields.usedBy) throw new AwsError('InvalidAllocationID.InUse', `${address.id} is already in use`)
      const id = world.id('nat-', 17)
      address.fields.usedBy = id
      world.schedule(world.settings.latencies.natGateway, { kind: 'aws.natAvailable', id })
      const where = { vpc: subnet.fields.vpc, subnet: subnet.id }
      const fields = { ...where, address: address.id, publicAddress: address.fields.address, state: 'pending' as const }
      return addThing<NatGateway>(call, { kind: 'nat-gateway', id, tags: tagsInRequest(params, 'natgateway'), fields })
    })
    return { natGateway: shown(gateway) }
  },
  DescribeNatGateways: (call) => {
    const { items, nextToken } = describe({
      things: thingsOf<NatGateway>(call, 'nat-gateway'),
      params: call.params,
      ids: { field: 'NatGatewayId', notFound: 'NatGatewayNotFound' },
      values: ({ fields }) => ({ 'vpc-id': fields.vpc, state: fields.state, 'subnet-id': fields.subnet }),
    })
    return { natGatewaySet: items.map(shown), nextToken }
  },
  DeleteNatGateway: (call) => {
    const { world, params } = call
    const gateway = thingNamed<NatGateway>(call, 'nat-gateway', need(params, 'NatGatewayId'), 'NatGatewayNotFound')
    if (gateway.fields.state === 'available' || gateway.fields.state === 'pending') {
      gateway.fields.state = 'deleting'
      world.schedule(world.settings.latencies.natGateway / 2, { kind: 'aws.natDeleted', id: gateway.id })
    }
    return { natGatewayId: gateway.id }
  },
}

export function natHappens(world: World, { kind, id }: WorldEvent): void {
  const gateway = Object.values(awsPart(world).things).find((thing): thing is Thing<NatGateway> => thing.id === id)
  if (!gateway) return
  if (kind === 'aws.natAvailable' && gateway.fields.state === 'pending') gateway.fields.state = 'available'
  if (kind !== 'aws.natDeleted') return
  gateway.fields.state = 'deleted'
  const place: Place = { world, region: gateway.region }
  delete addressNamed(place, gateway.fields.address).fields.usedBy
}

const shown = ({ id, tags, madeAt, fields }: Thing<NatGateway>) => ({
  natGatewayId: id,
  vpcId: fields.vpc,
  subnetId: fields.subnet,
  state: fields.state,
  createTime: new Date(madeAt).toISOString(),
  natGatewayAddressSet: [{ allocationId: fields.address, publicIp: fields.publicAddress }],
  tagSet: tagSet(tags),
})
