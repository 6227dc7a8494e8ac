import type { Actions, Call } from '../action.ts'
import { AwsError } from '../aws-error.ts'
import { parseBlock } from '../cidr.ts'
import { describe } from '../describe.ts'
import { need } from '../query.ts'
import { tagsInRequest, tagSet } from '../tags.ts'
import { addThing, dropThing, thingNamed, thingsOf, type Place, type Thing } from '../things.ts'

interface Vpc {
  cidr: string
}

export const vpcActions: Actions = {
  CreateVpc: ({ world, region, params }) => {
    const cidr = need(params, 'CidrBlock')
    parseBlock(cidr)
    const tags = tagsInRequest(params, 'vpc')
    const vpc = addThing<Vpc>({ world, region }, { kind: 'vpc', id: world.id('vpc-', 17), tags, fields: { cidr } })
    return { vpc: shown(vpc) }
  },
  DescribeVpcs: (call) => {
    const ids = { field: 'VpcId', notFound: 'InvalidVpcID.NotFound' }
    const { items, nextToken } = describe({ things: thingsOf<Vpc>(call, 'vpc'), params: call.params, ids })
    return { vpcSet: items.map(shown), nextToken }
  },
  DeleteVpc: (call) => {
    const vpc = vpcNamed(call, need(call.params, 'VpcId'))
    refuseWhileUsed(call, vpc.id)
    dropThing(call.world, vpc.id)
    return { return: true }
  },
}

export const vpcNamed = (place: Place, id: string): Thing<Vpc> =>
  thingNamed<Vpc>(place, 'vpc', id, 'InvalidVpcID.NotFound')

function refuseWhileUsed(call: Call, id: string): void {
  const kinds = ['subnet', 'internet-gateway', 'route-table', 'security-group']
  const inside = kinds.flatMap((kind) => thingsOf<{ vpc?: string }>(call, kind)).find(({ fields }) => fields.vpc === id)
  if (!inside) return
  throw new AwsError('DependencyViolation', `The vpc '${id}' has dependencies (${inside.id}) and cannot be deleted.`)
}

const shown = ({ id, tags, fields }: Thing<Vpc>) => ({
  vpcId: id,
  state: 'available',
  cidrBlock: fields.cidr,
  isDefault: false,
  tagSet: tagSet(tags),
})
