import {
  CreateSubnetCommand, DeleteSubnetCommand, ModifySubnetAttributeCommand, paginateDescribeSubnets, type Subnet,
} from '@aws-sdk/client-ec2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen } from '../resources/kind.ts'
import { given, itemsOf, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare } from './differences.ts'
import { ownedBy, tagged, tagsFor } from './tags.ts'

interface SubnetFacts {
  vpc: string
  cidr: string
  zone: string
  public: boolean
}

/** A subnet. Whether its machines get public addresses by themselves is set by a call of its own after creation. */
export function subnetKind({ clients }: AwsDeps): Kind<'aws.subnet', SubnetFacts> {
  const ec2 = (scope: Scope) => clients(scope.cloud.region).ec2
  return {
    name: 'aws.subnet',
    async observe(scope) {
      const pages = paginateDescribeSubnets({ client: ec2(scope), pageSize: 1000 }, { Filters: ownedBy(scope) })
      return readOurs(scope, 'aws.subnet', await itemsOf(pages, (page) => page.Subnets), read)
    },
    diff: ({ spec }, { facts }) => [
      ...compare('replace', {
        vpc: [spec.vpc, facts.vpc],
        cidr: [spec.cidr, facts.cidr],
        zone: [spec.zone, facts.zone],
      }),
      ...compare('update', { public: [spec.public, facts.public] }),
    ],
    async create(scope, wanted) {
      const { vpc, cidr, zone } = wanted.spec
      const place = { VpcId: vpc, CidrBlock: cidr, AvailabilityZone: zone }
      const TagSpecifications = tagged('subnet', tagsFor(scope, wanted))
      const answer = await ec2(scope).send(new CreateSubnetCommand({ ...place, TagSpecifications }))
      return read(wanted.key, given(answer.Subnet, 'Subnet'))
    },
    async update(scope, { spec }, seen) {
      const MapPublicIpOnLaunch = { Value: spec.public }
      await ec2(scope).send(new ModifySubnetAttributeCommand({ SubnetId: seen.id, MapPublicIpOnLaunch }))
      return { ...seen, facts: { ...seen.facts, public: spec.public } }
    },
    async remove(scope, { id }) {
      await ec2(scope).send(new DeleteSubnetCommand({ SubnetId: id }))
    },
    waitsFor: () => undefined,
  }
}

function read(key: Key, subnet: Subnet): Seen<SubnetFacts> {
  const id = given(subnet.SubnetId, 'SubnetId')
  const facts = {
    vpc: given(subnet.VpcId, 'VpcId'),
    cidr: given(subnet.CidrBlock, 'CidrBlock'),
    zone: given(subnet.AvailabilityZone, 'AvailabilityZone'),
    public: subnet.MapPublicIpOnLaunch ?? false,
  }
  return { key, id, outputs: { id, zone: facts.zone }, state: 'present', createdAt: 0, facts }
}
