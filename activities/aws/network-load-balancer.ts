import {
  CreateLoadBalancerCommand, DeleteLoadBalancerCommand, paginateDescribeLoadBalancers,
  type ElasticLoadBalancingV2Client, type LoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen } from '../resources/kind.ts'
import { given, itemsOf, millisecondsOf } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare, unordered } from './differences.ts'
import { elbKeys } from './elb-tags.ts'
import { awsName, namePrefix, tagsFor } from './tags.ts'

interface LoadBalancerFacts {
  scheme: string | undefined
  subnets: string[]
  state: string
}

/** A TCP load balancer of the cloud. Its name is derived from its key, so a second creation gives the first one. */
export function networkLoadBalancerKind({ clients }: AwsDeps): Kind<'aws.networkLoadBalancer', LoadBalancerFacts> {
  const elb = (scope: Scope) => clients(scope.cloud.region).elb
  return {
    name: 'aws.networkLoadBalancer',
    async observe(scope) {
      const balancers = await namedAsOurs(elb(scope), scope)
      const arns = balancers.map((balancer) => given(balancer.LoadBalancerArn, 'LoadBalancerArn'))
      const keys = await elbKeys({ elb: elb(scope), scope, kind: 'aws.networkLoadBalancer', arns })
      return balancers.flatMap((balancer) => {
        const key = keys.get(balancer.LoadBalancerArn ?? '')
        return key ? [read(key, balancer)] : []
      })
    },
    diff: ({ spec }, { facts }) =>
      compare('replace', {
        scheme: [spec.scheme, facts.scheme],
        subnets: [unordered(spec.subnets), unordered(facts.subnets)],
        state: ['usable', facts.state === 'failed' ? 'failed' : 'usable'],
      }),
    async create(scope, wanted) {
      const { scheme, subnets } = wanted.spec
      const named = { Name: awsName(scope, wanted), Tags: tagsFor(scope, wanted) }
      const input = { ...named, Type: 'network' as const, Scheme: scheme, Subnets: [...subnets] }
      const answer = await elb(scope).send(new CreateLoadBalancerCommand(input))
      return read(wanted.key, given(answer.LoadBalancers?.[0], 'LoadBalancers'))
    },
    update: async (_scope, _wanted, seen) => seen,
    async remove(scope, { id }) {
      await elb(scope).send(new DeleteLoadBalancerCommand({ LoadBalancerArn: id }))
    },
    waitsFor: (_wanted, { outputs, facts }) =>
      facts.state === 'active' ? undefined : `load balancer ${outputs['name']} is ${facts.state}`,
  }
}

/** Load balancers whose names begin as ours do; whether they are ours, their tags say. */
export async function namedAsOurs(elb: ElasticLoadBalancingV2Client, scope: Scope): Promise<LoadBalancer[]> {
  const balancers = await listTogether(elb)
  return balancers.filter(({ LoadBalancerName }) => LoadBalancerName?.startsWith(namePrefix(scope)))
}

/**
 * This API cannot filter by tag, so load balancers and listeners read the same whole list. Who asks in the same turn
 * shares one; nobody gets a list that began before he asked.
 */
function listTogether(elb: ElasticLoadBalancingV2Client): Promise<LoadBalancer[]> {
  const list = lists.get(elb) ?? listNextTurn(elb)
  lists.set(elb, list)
  return list
}

const lists = new WeakMap<ElasticLoadBalancingV2Client, Promise<LoadBalancer[]>>()

async function listNextTurn(elb: ElasticLoadBalancingV2Client): Promise<LoadBalancer[]> {
  await new Promise((resolve) => setImmediate(resolve))
  lists.delete(elb)
  const pages = paginateDescribeLoadBalancers({ client: elb, pageSize: 400 }, {})
  return itemsOf(pages, (page) => page.LoadBalancers)
}

function read(key: Key, balancer: LoadBalancer): Seen<LoadBalancerFacts> {
  const id = given(balancer.LoadBalancerArn, 'LoadBalancerArn')
  const facts = {
    scheme: balancer.Scheme,
    subnets: (balancer.AvailabilityZones ?? []).flatMap(({ SubnetId }) => SubnetId ?? []),
    state: given(balancer.State?.Code, 'State'),
  }
  const outputs = {
    id,
    name: given(balancer.LoadBalancerName, 'LoadBalancerName'),
    dnsName: given(balancer.DNSName, 'DNSName'),
  }
  return { key, id, outputs, state: 'present', createdAt: millisecondsOf(balancer.CreatedTime), facts }
}
