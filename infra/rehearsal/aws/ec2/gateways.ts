import type { Actions } from '../action.ts'
import { AwsError } from '../aws-error.ts'
import { describe } from '../describe.ts'
import { need } from '../query.ts'
import { tagsInRequest, tagSet } from '../tags.ts'
import { addThing, dropThing, thingNamed, thingsOf, type Place, type Thing } from '../things.ts'
import { vpcNamed } from './vpcs.ts'

interface InternetGateway {
  vpc?: string
}

export const internetGatewayActions: Actions = {
  CreateInternetGateway: (call) => {
    const tags = tagsInRequest(call.params, 'internet-gateway')
    const id = call.world.id('igw-', 17)
    return { internetGateway: shown(addThing<InternetGateway>(call, { kind: 'internet-gateway', id, tags, fields: {} })) }
  },
  DescribeInternetGateways: (call) => {
    const { items, nextToken } = describe({
      things: thingsOf<InternetGateway>(call, 'internet-gateway'),
      params: call.params,
      ids: { field: 'InternetGatewayId', notFound: 'InvalidInternetGatewayID.NotFound' },
      values: ({ fields }) => ({ 'attachment.vpc-id': fields.vpc }),
    })
    return { internetGatewaySet: items.map(shown), nextToken }
  },
  AttachInternetGateway: (call) => {
    const gateway = gatewayNamed(call, need(call.params, 'InternetGatewayId'))
    const vpc = vpcNamed(call, need(call.params, 'VpcId'))
    if (gateway.fields.vpc) throw new AwsError('Resource.AlreadyAssociated', `resource ${gateway.id} is already attached`)
    gateway.fields.vpc = vpc.id
    return { return: true }
  },
  DetachInternetGateway: (call) => {
    const gateway = gatewayNamed(call, need(call.params, 'InternetGatewayId'))
    const vpc = need(call.params, 'VpcId')
    if (gateway.fields.vpc !== vpc) throw new AwsError('Gateway.NotAttached', `resource ${gateway.id} is not attached`)
    const nats = thingsOf<{ vpc: string; state: string }>(call, 'nat-gateway')
    if (nats.some(({ fields }) => fields.vpc === vpc && fields.state !== 'deleted')) {
      throw new AwsError('DependencyViolation', `Network ${vpc} has some mapped public address(es).`)
    }
    delete gateway.fields.vpc
    return { return: true }
  },
  DeleteInternetGateway: (call) => {
    const gateway = gatewayNamed(call, need(call.params, 'InternetGatewayId'))
    if (gateway.fields.vpc) {
      throw new AwsError('DependencyViolation', `The internetGateway '${gateway.id}' has dependencies and cannot be deleted.`)
    }
    dropThing(call.world, gateway.id)
    return { return: true }
  },
}

const gatewayNamed = (place: Place, id: string): Thing<InternetGateway> =>
  thingNamed<InternetGateway>(place, 'internet-gateway', id, 'InvalidInternetGatewayID.NotFound')

const shown = ({ id, tags, fields }: Thing<InternetGateway>) => ({
  internetGatewayId: id,
  attachmentSet: fields.vpc ? [{ vpcId: fields.vpc, state: 'available' }] : [],
  tagSet: tagSet(tags),
})
