import { AllocateAddressCommand, DescribeAddressesCommand, ReleaseAddressCommand } from '@aws-sdk/client-ec2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen } from '../resources/kind.ts'
import { given, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { ownedBy, tagged, tagsFor } from './tags.ts'

/** A public address that stays the same. There is nothing in it to differ. */
export function elasticIpKind({ clients }: AwsDeps): Kind<'aws.elasticIp', null> {
  const ec2 = (scope: Scope) => clients(scope.cloud.region).ec2
  return {
    name: 'aws.elasticIp',
    async observe(scope) {
      // The one listing of EC2 that has no pages.
      const answer = await ec2(scope).send(new DescribeAddressesCommand({ Filters: ownedBy(scope) }))
      return readOurs(scope, 'aws.elasticIp', answer.Addresses ?? [], read)
    },
    diff: () => [],
    async create(scope, wanted) {
      const TagSpecifications = tagged('elastic-ip', tagsFor(scope, wanted))
      return read(wanted.key, await ec2(scope).send(new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications })))
    },
    update: async (_scope, _wanted, seen) => seen,
    async remove(scope, { id }) {
      await ec2(scope).send(new ReleaseAddressCommand({ AllocationId: id }))
    },
    waitsFor: () => undefined,
  }
}

interface Allocated {
  AllocationId?: string | undefined
  PublicIp?: string | undefined
}

function read(key: Key, address: Allocated): Seen<null> {
  const id = given(address.AllocationId, 'AllocationId')
  const publicAddress = given(address.PublicIp, 'PublicIp')
  const outputs = { id, publicAddress, cidr: `${publicAddress}/32` }
  return { key, id, outputs, state: 'present', createdAt: 0, facts: null }
}
