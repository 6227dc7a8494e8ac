import {
  CreateNatGatewayCommand, DeleteNatGatewayCommand, paginateDescribeNatGateways, type NatGateway,
} from '@aws-sdk/client-ec2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen, Wanted } from '../resources/kind.ts'
import { given, itemsOf, millisecondsOf, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { clientToken } from './client-token.ts'
import { compare } from './differences.ts'
import { ownedBy, tagged, tagsFor } from './tags.ts'

interface NatGatewayFacts {
  subnet: string | undefined
  address: string | undefined
  state: string
  failure: string | undefined
}

/** The way out for machines without public addresses. AWS removes a failed one by itself after an hour. */
export function natGatewayKind({ clients }: AwsDeps): Kind<'aws.natGateway', NatGatewayFacts> {
  const ec2 = (scope: Scope) => clients(scope.cloud.region).ec2
  const ask = async (scope: Scope, wanted: Wanted<'aws.natGateway'>, predecessors: string[]): Promise<NatGateway> => {
    const { subnet, address } = wanted.spec
    const ClientToken = clientToken(scope, wanted, ...predecessors)
    const TagSpecifications = tagged('natgateway', tagsFor(scope, wanted))
    const input = { SubnetId: subnet, AllocationId: address, ClientToken, TagSpecifications }
    const made = given((await ec2(scope).send(new CreateNatGatewayCommand(input))).NatGateway, 'NatGateway')
    // A token brings back what it made before, even deleted: then this is the second one, under a token of its own.
    return isOver(made) ? ask(scope, wanted, [...predecessors, given(made.NatGatewayId, 'NatGatewayId')]) : made
  }
  return {
    name: 'aws.natGateway',
    async observe(scope) {
      const pages = paginateDescribeNatGateways({ client: ec2(scope), pageSize: 1000 }, { Filter: ownedBy(scope) })
      const gateways = await itemsOf(pages, (page) => page.NatGateways)
      return readOurs(scope, 'aws.natGateway', gateways.filter((gateway) => gateway.State !== 'deleted'), read)
    },
    diff: ({ spec }, { facts }) =>
      compare('replace', {
        subnet: [spec.subnet, facts.subnet],
        address: [spec.address, facts.address],
        failure: [undefined, facts.failure],
      }),
    create: async (scope, wanted) => read(wanted.key, await ask(scope, wanted, [])),
    update: async (_scope, _wanted, seen) => seen,
    async remove(scope, { id }) {
      await ec2(scope).send(new DeleteNatGatewayCommand({ NatGatewayId: id }))
    },
    waitsFor: (_wanted, { id, facts }) =>
      facts.state === 'available' ? undefined : `NAT gateway ${id} is ${facts.state}`,
  }
}

const isOver = ({ State }: NatGateway): boolean => State === 'deleted' || State === 'deleting'

function read(key: Key, gateway: NatGateway): Seen<NatGatewayFacts> {
  const id = given(gateway.NatGatewayId, 'NatGatewayId')
  const address = gateway.NatGatewayAddresses?.[0]
  const facts = {
    subnet: gateway.SubnetId,
    address: address?.AllocationId,
    state: given(gateway.State, 'State'),
    failure: gateway.State === 'failed' ? (gateway.FailureMessage ?? 'failed') : undefined,
  }
  const outputs = { id, ...(address?.PublicIp ? { publicAddress: address.PublicIp } : {}) }
  const state = isOver(gateway) ? 'removing' : 'present'
  return { key, id, outputs, state, createdAt: millisecondsOf(gateway.CreateTime), facts }
}
