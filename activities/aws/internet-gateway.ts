import {
  AttachInternetGatewayCommand, CreateInternetGatewayCommand, DeleteInternetGatewayCommand,
  DetachInternetGatewayCommand, paginateDescribeInternetGateways, type InternetGateway,
} from '@aws-sdk/client-ec2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen } from '../resources/kind.ts'
import { given, itemsOf, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare } from './differences.ts'
import { ownedBy, tagged, tagsFor } from './tags.ts'

interface InternetGatewayFacts {
  vpc: string | undefined
}

/** The way to the internet. It is made alone and attached by a second call. */
export function internetGatewayKind({ clients }: AwsDeps): Kind<'aws.internetGateway', InternetGatewayFacts> {
  const ec2 = (scope: Scope) => clients(scope.cloud.region).ec2
  return {
    name: 'aws.internetGateway',
    async observe(scope) {
      const how = { client: ec2(scope), pageSize: 1000 }
      const pages = paginateDescribeInternetGateways(how, { Filters: ownedBy(scope) })
      return readOurs(scope, 'aws.internetGateway', await itemsOf(pages, (page) => page.InternetGateways), read)
    },
    diff: ({ spec }, { facts }) =>
      compare(facts.vpc === undefined ? 'update' : 'replace', { vpc: [spec.vpc, facts.vpc] }),
    async create(scope, wanted) {
      const TagSpecifications = tagged('internet-gateway', tagsFor(scope, wanted))
      const answer = await ec2(scope).send(new CreateInternetGatewayCommand({ TagSpecifications }))
      return read(wanted.key, given(answer.InternetGateway, 'InternetGateway'))
    },
    async update(scope, { spec }, seen) {
      await ec2(scope).send(new AttachInternetGatewayCommand({ InternetGatewayId: seen.id, VpcId: spec.vpc }))
      return { ...seen, facts: { vpc: spec.vpc } }
    },
    async remove(scope, { id, facts }) {
      const InternetGatewayId = id
      if (facts.vpc) await ec2(scope).send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId: facts.vpc }))
      await ec2(scope).send(new DeleteInternetGatewayCommand({ InternetGatewayId }))
    },
    waitsFor: () => undefined,
  }
}

function read(key: Key, gateway: InternetGateway): Seen<InternetGatewayFacts> {
  const id = given(gateway.InternetGatewayId, 'InternetGatewayId')
  const facts = { vpc: gateway.Attachments?.[0]?.VpcId }
  return { key, id, outputs: { id }, state: 'present', createdAt: 0, facts }
}
