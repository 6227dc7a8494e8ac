import type { Actions } from '../action.ts'
import { AwsError } from '../aws-error.ts'
import { contains, overlaps, parseBlock } from '../cidr.ts'
import { describe } from '../describe.ts'
import { need } from '../query.ts'
import { tagsInRequest, tagSet } from '../tags.ts'
import { addThing, dropThing, thingNamed, thingsOf, type Place, type Thing } from '../things.ts'
import { vpcNamed } from './vpcs.ts'

export interface Subnet {
  vpc: string
  cidr: string
  zone: string
  publicOnLaunch: boolean
}

export const subnetActions: Actions = {
  CreateSubnet: (call) => {
    const { world, params } = call
    const vpc = vpcNamed(call, need(params, 'VpcId'))
    const cidr = need(params, 'CidrBlock')
    const zone = need(params, 'AvailabilityZone')
    refuseWrongBlock(call, { vpc: vpc.id, cidr, vpcCidr: vpc.fields.cidr })
    if (!zone.startsWith(call.region)) {
      throw new AwsError('InvalidParameterValue', `Value (${zone}) for parameter availabilityZone is invalid.`)
    }
    const fields = { vpc: vpc.id, cidr, zone, publicOnLaunch: false }
    const tags = tagsInRequest(params, 'subnet')
    return { subnet: shown(addThing(call, { kind: 'subnet', id: world.id('subnet-', 17), tags, fields })) }
  },
  DescribeSubnets: (call) => {
    const { items, nextToken } = describe({
      things: thingsOf<Subnet>(call, 'subnet'),
      params: call.params,
      ids: { field: 'SubnetId', notFound: 'InvalidSubnetID.NotFound' },
      values: ({ fields }) => ({ 'vpc-id': fields.vpc }),
    })
    return { subnetSet: items.map(shown), nextToken }
  },
  ModifySubnetAttribute: (call) => {
    const subnet = subnetNamed(call, need(call.params, 'SubnetId'))
    subnet.fields.publicOnLaunch = JSON.stringify(call.params['MapPublicIpOnLaunch'] ?? '').includes('true')
    return { return: true }
  },
  DeleteSubnet: (call) => {
    const { id } = subnetNamed(call, need(call.params, 'SubnetId'))
    const kinds = ['instance', 'nat-gateway']
    const users = kinds.flatMap((kind) => thingsOf<{ subnet?: string; state?: string }>(call, kind))
    const user = users.find(({ fields }) => fields.subnet === id && !GONE.has(fields.state ?? ''))
    if (user) throw new AwsError('DependencyViolation', `The subnet '${id}' has dependencies (${user.id}) and cannot be deleted.`)
    dropThing(call.world, id)
    return { return: true }
  },
}

const GONE = new Set(['terminated', 'deleted'])

export const subnetNamed = (place: Place, id: string): Thing<Subnet> =>
  thingNamed<Subnet>(place, 'subnet', id, 'InvalidSubnetID.NotFound')

function refuseWrongBlock(place: Place, { vpc, cidr, vpcCidr }: { vpc: string; cidr: string; vpcCidr: string }): void {
  if (!contains(parseBlock(vpcCidr), parseBlock(cidr))) {
    throw new AwsError('InvalidSubnet.Range', `The CIDR '${cidr}' is invalid.`)
  }
  const others = thingsOf<Subnet>(place, 'subnet').filter(({ fields }) => fields.vpc === vpc)
  if (others.some(({ fields }) => overlaps(parseBlock(fields.cidr), parseBlock(cidr)))) {
    throw new AwsError('InvalidSubnet.Conflict', `The CIDR '${cidr}' conflicts with another subnet`)
  }
}

const shown = ({ id, tags, fields }: Thing<Subnet>) => ({
  subnetId: id,
  state: 'available',
  vpcId: fields.vpc,
  cidrBlock: fields.cidr,
  availabilityZone: fields.zone,
  mapPublicIpOnLaunch: fields.publicOnLaunch,
  tagSet: tagSet(tags),
})
