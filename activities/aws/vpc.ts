import { CreateVpcCommand, DeleteVpcCommand, paginateDescribeVpcs, type Vpc } from '@aws-sdk/client-ec2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen } from '../resources/kind.ts'
import { given, itemsOf, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare } from './differences.ts'
import { ownedBy, tagged, tagsFor } from './tags.ts'

interface VpcFacts {
  cidr: string
}

/** A network of its own. Nothing of it changes in place. */
export function vpcKind({ clients }: AwsDeps): Kind<'aws.vpc', VpcFacts> {
  const ec2 = (scope: Scope) => clients(scope.cloud.region).ec2
  return {
    name: 'aws.vpc',
    async observe(scope) {
      const pages = paginateDescribeVpcs({ client: ec2(scope), pageSize: 1000 }, { Filters: ownedBy(scope) })
      return readOurs(scope, 'aws.vpc', await itemsOf(pages, (page) => page.Vpcs), read)
    },
    diff: ({ spec }, { facts }) => compare('replace', { cidr: [spec.cidr, facts.cidr] }),
    async create(scope, wanted) {
      const TagSpecifications = tagged('vpc', tagsFor(scope, wanted))
      const answer = await ec2(scope).send(new CreateVpcCommand({ CidrBlock: wanted.spec.cidr, TagSpecifications }))
      return read(wanted.key, given(answer.Vpc, 'Vpc'))
    },
    update: async (_scope, _wanted, seen) => seen,
    async remove(scope, { id }) {
      await ec2(scope).send(new DeleteVpcCommand({ VpcId: id }))
    },
    waitsFor: () => undefined,
  }
}

function read(key: Key, vpc: Vpc): Seen<VpcFacts> {
  const id = given(vpc.VpcId, 'VpcId')
  const cidr = given(vpc.CidrBlock, 'CidrBlock')
  return { key, id, outputs: { id, cidr }, state: 'present', createdAt: 0, facts: { cidr } }
}
