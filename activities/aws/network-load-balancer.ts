import {
  CreateLoadBalancerCommand, DeleteLoadBalancerCommand, paginateDescribeLoadBalancers,
  type ElasticLoadBalancingV2Client, type LoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen } from '../resources/kind.ts'
import { given, itemsOf, millisecondsOf } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare, unordered } from './differences.ts'
import { oursByTags } from './elb-ours.ts'
import { awsName, namePrefix, tagsFor } from './tags.ts'

interface LoadBalancerFacts {
  subnets: string[]
  scheme: string | undefined
  state: string
}

/** The cloud's own balancer before the Rancher servers, on layer 4 so that TLS ends at Rancher. */
export function networkLoadBalancerKind({ clients }: AwsDeps): Kind<'aws.networkLoadBalancer', LoadBalancerFacts> {
  const elb = (scope: Scope) => clients(scope.cloud.region).elb
  return {
    name: 'aws.networkLoadBalancer',
    async observe(scope) {
      const items = await possiblyOurs(elb(scope), scope)
      const ours = await oursByTags(elb(scope), { scope, kind: 'aws.networkLoadBalancer', items, arnOf })
      return ours.map(({ key, item }) => read(key, item))
    },
    diff: ({ spec }, { facts }) =>
      compare('replace', {
        subnets: [unordered(spec.subnets), unordered(facts.subnets)],
        scheme: [spec.scheme, facts.scheme],
      }),
    async create(scope, wanted) {
      const { subnets, scheme } = wanted.spec
      const Name = awsName(scope, wanted)
      const how = { Type: 'network', Scheme: scheme } as const
      const input = { Name, ...how, Subnets: [...subnets], Tags: tagsFor(scope, wanted) }
      const answer = await elb(scope).send(new CreateLoadBalancerCommand(input))
      return read(wanted.key, given(answer.LoadBalancers?.[0], 'LoadBalancers'))
    },
    update: async (_scope, _wanted, seen) => seen,
    async remove(scope, { id }) {
      await elb(scope).send(new DeleteLoadBalancerCommand({ LoadBalancerArn: id }))
    },
    waitsFor: (_wanted, { facts, outputs }) =>
      facts.state === 'active' ? undefined : `load balancer ${outputs['address']} is ${facts.state}`,
  }
}

/** The load balancers whose names begin as ours do. */
export async function possiblyOurs(client: ElasticLoadBalancingV2Client, scope: Scope): Promise<LoadBalancer[]> {
  const all = await itemsOf(paginateDescribeLoadBalancers({ client, pageSize: 400 }, {}), (page) => page.LoadBalancers)
  return all.filter((balancer) => balancer.LoadBalancerName?.startsWith(namePrefix(scope)))
}

const arnOf = (balancer: LoadBalancer): string => given(balancer.LoadBalancerArn, 'LoadBalancerArn')

function read(key: Key, balancer: LoadBalancer): Seen<LoadBalancerFacts> {
  const id = arnOf(balancer)
  const facts = {
    subnets: (balancer.AvailabilityZones ?? []).map((zone) => given(zone.SubnetId, 'SubnetId')),
    scheme: balancer.Scheme,
    state: balancer.State?.Code ?? 'provisioning',
  }
  const outputs = { arn: id, address: given(balancer.DNSName, 'DNSName') }
  return { key, id, outputs, state: 'present', createdAt: millisecondsOf(balancer.CreatedTime), facts }
}
