import type { Actions, Call } from '../action.ts'
import { AwsError } from '../aws-error.ts'
import { describe } from '../describe.ts'
import { groups, need, number, text, type Params } from '../query.ts'
import { tagsInRequest, tagSet } from '../tags.ts'
import { addThing, dropThing, thingNamed, thingsOf, type Thing } from '../things.ts'
import { vpcNamed } from './vpcs.ts'

/** One source per rule, as AWS keeps them. */
interface Rule {
  protocol: string
  from: number | undefined
  to: number | undefined
  cidr?: string
  group?: string
}

interface SecurityGroup {
  name: string
  description: string
  vpc: string
  ingress: Rule[]
}

export const securityGroupActions: Actions = {
  CreateSecurityGroup: (call) => {
    const name = need(call.params, 'GroupName')
    const vpc = vpcNamed(call, need(call.params, 'VpcId')).id
    const others = thingsOf<SecurityGroup>(call, 'security-group')
    if (others.some(({ fields }) => fields.vpc === vpc && fields.name === name)) {
      throw new AwsError('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpc}'`)
    }
    const fields = { name, description: need(call.params, 'GroupDescription'), vpc, ingress: [] }
    const tags = tagsInRequest(call.params, 'security-group')
    const { id } = addThing(call, { kind: 'security-group', id: call.world.id('sg-', 17), tags, fields })
    return { return: true, groupId: id, tagSet: tagSet(tags) }
  },
  DescribeSecurityGroups: (call) => {
    const { items, nextToken } = describe({
      things: thingsOf<SecurityGroup>(call, 'security-group'),
      params: call.params,
      ids: { field: 'GroupId', notFound: 'InvalidGroup.NotFound' },
      values: ({ fields }) => ({ 'vpc-id': fields.vpc, 'group-name': fields.name }),
    })
    return { securityGroupInfo: items.map(shown), nextToken }
  },
  AuthorizeSecurityGroupIngress: (call) => {
    const { fields } = groupIn(call)
    const rules = rulesIn(call.params)
    if (rules.some((rule) => fields.ingress.some((known) => isSame(known, rule)))) {
      throw new AwsError('InvalidPermission.Duplicate', 'the specified rule already exists')
    }
    fields.ingress.push(...rules)
    return { return: true }
  },
  RevokeSecurityGroupIngress: (call) => {
    const { fields } = groupIn(call)
    const rules = rulesIn(call.params)
    fields.ingress = fields.ingress.filter((known) => !rules.some((rule) => isSame(known, rule)))
    return { return: true }
  },
  DeleteSecurityGroup: (call) => {
    const { id } = groupIn(call)
    refuseWhileUsed(call, id)
    dropThing(call.world, id)
    return { return: true, groupId: id }
  },
}

const groupIn = (call: Call): Thing<SecurityGroup> =>
  thingNamed<SecurityGroup>(call, 'security-group', need(call.params, 'GroupId'), 'InvalidGroup.NotFound')

function refuseWhileUsed(call: Call, id: string): void {
  const instances = thingsOf<{ securityGroups: string[]; state: string }>(call, 'instance')
  const user = instances.find(({ fields }) => fields.state !== 'terminated' && fields.securityGroups.includes(id))
  const groupsOf = thingsOf<SecurityGroup>(call, 'security-group').filter((group) => group.id !== id)
  const names = groupsOf.find(({ fields }) => fields.ingress.some((rule) => rule.group === id))
  const dependant = user ?? names
  if (dependant) throw new AwsError('DependencyViolation', `resource ${id} has a dependent object (${dependant.id})`)
}

const rulesIn = (params: Params): Rule[] =>
  groups(params, 'IpPermissions').flatMap((permission) => {
    const ports = {
      protocol: need(permission, 'IpProtocol'),
      from: number(permission, 'FromPort'),
      to: number(permission, 'ToPort'),
    }
    const cidrs = groups(permission, 'IpRanges').map((range) => ({ ...ports, cidr: need(range, 'CidrIp') }))
    const others = groups(permission, 'Groups').map((pair) => ({ ...ports, group: text(pair, 'GroupId') ?? '' }))
    return [...cidrs, ...others]
  })

const isSame = (one: Rule, other: Rule): boolean => JSON.stringify(canonical(one)) === JSON.stringify(canonical(other))

const canonical = ({ protocol, from, to, cidr, group }: Rule) => [protocol, from ?? null, to ?? null, cidr ?? '', group ?? '']

const shown = ({ id, tags, fields }: Thing<SecurityGroup>) => ({
  groupId: id,
  groupName: fields.name,
  groupDescription: fields.description,
  vpcId: fields.vpc,
  ipPermissions: fields.ingress.map(({ protocol, from, to, cidr, group }) => ({
    ipProtocol: protocol,
    fromPort: from,
    toPort: to,
    ipRanges: cidr ? [{ cidrIp: cidr }] : [],
    groups: group ? [{ groupId: group }] : [],
  })),
  tagSet: tagSet(tags),
})
