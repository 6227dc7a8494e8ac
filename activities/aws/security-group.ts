import {
  AuthorizeSecurityGroupIngressCommand, CreateSecurityGroupCommand, DeleteSecurityGroupCommand,
  paginateDescribeSecurityGroups, RevokeSecurityGroupIngressCommand, type SecurityGroup,
} from '@aws-sdk/client-ec2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen } from '../resources/kind.ts'
import { given, itemsOf, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare, compareSets, missingFrom } from './differences.ts'
import { permissionOf, ruleOf, rulesIn } from './ingress-rules.ts'
import { awsName, ownedBy, tagged, tagsFor } from './tags.ts'

interface SecurityGroupFacts {
  vpc: string
  description: string
  /** Rules as `ingress-rules.ts` writes them. */
  ingress: string[]
}

/** Who may come in. A rule that nobody asked for is taken away again; going out stays free, as AWS sets it. */
export function securityGroupKind({ clients }: AwsDeps): Kind<'aws.securityGroup', SecurityGroupFacts> {
  const ec2 = (scope: Scope) => clients(scope.cloud.region).ec2
  return {
    name: 'aws.securityGroup',
    async observe(scope) {
      const how = { client: ec2(scope), pageSize: 1000 }
      const pages = paginateDescribeSecurityGroups(how, { Filters: ownedBy(scope) })
      return readOurs(scope, 'aws.securityGroup', await itemsOf(pages, (page) => page.SecurityGroups), read)
    },
    diff: ({ spec }, { id, facts }) => [
      ...compare('replace', { vpc: [spec.vpc, facts.vpc], description: [spec.description, facts.description] }),
      ...compareSets('ingress', spec.ingress.map((rule) => ruleOf(rule, id)), facts.ingress),
    ],
    async create(scope, wanted) {
      const { vpc, description } = wanted.spec
      const TagSpecifications = tagged('security-group', tagsFor(scope, wanted))
      const input = { GroupName: awsName(scope, wanted, 120), Description: description, VpcId: vpc, TagSpecifications }
      const { GroupId } = await ec2(scope).send(new CreateSecurityGroupCommand(input))
      return read(wanted.key, { GroupId, VpcId: vpc, Description: description })
    },
    async update(scope, { spec }, seen) {
      const GroupId = seen.id
      const wanted = spec.ingress.map((rule) => ruleOf(rule, GroupId))
      const missing = missingFrom(seen.facts.ingress, wanted).map(permissionOf)
      const unwanted = missingFrom(wanted, seen.facts.ingress).map(permissionOf)
      const add = { GroupId, IpPermissions: missing }
      // First open, then close: no connection that is allowed before and after is cut in between.
      if (missing.length > 0) await ec2(scope).send(new AuthorizeSecurityGroupIngressCommand(add))
      const take = { GroupId, IpPermissions: unwanted }
      if (unwanted.length > 0) await ec2(scope).send(new RevokeSecurityGroupIngressCommand(take))
      return { ...seen, facts: { ...seen.facts, ingress: wanted } }
    },
    async remove(scope, { id }) {
      await ec2(scope).send(new DeleteSecurityGroupCommand({ GroupId: id }))
    },
    waitsFor: () => undefined,
  }
}

function read(key: Key, group: SecurityGroup): Seen<SecurityGroupFacts> {
  const id = given(group.GroupId, 'GroupId')
  const facts = {
    vpc: given(group.VpcId, 'VpcId'),
    description: given(group.Description, 'Description'),
    ingress: rulesIn(group.IpPermissions ?? []),
  }
  return { key, id, outputs: { id }, state: 'present', createdAt: 0, facts }
}
