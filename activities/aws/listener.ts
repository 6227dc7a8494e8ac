import {
  CreateListenerCommand, DeleteListenerCommand, ModifyListenerCommand, paginateDescribeListeners, type Listener,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen } from '../resources/kind.ts'
import { given, itemsOf } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare } from './differences.ts'
import { oursByTags } from './elb-ours.ts'
import { possiblyOurs } from './network-load-balancer.ts'
import { tagsFor } from './tags.ts'

interface ListenerFacts {
  loadBalancer: string | undefined
  port: number | undefined
  targetGroup: string | undefined
}

/** One port of a load balancer, and the target group behind it. */
export function listenerKind({ clients }: AwsDeps): Kind<'aws.listener', ListenerFacts> {
  const elb = (scope: Scope) => clients(scope.cloud.region).elb
  return {
    name: 'aws.listener',
    async observe(scope) {
      const client = elb(scope)
      const listenersOf = (LoadBalancerArn: string) =>
        itemsOf(paginateDescribeListeners({ client, pageSize: 100 }, { LoadBalancerArn }), (page) => page.Listeners)
      const balancers = await possiblyOurs(client, scope)
      const arns = balancers.map((balancer) => given(balancer.LoadBalancerArn, 'LoadBalancerArn'))
      const items = (await Promise.all(arns.map(listenersOf))).flat()
      const ours = await oursByTags(client, { scope, kind: 'aws.listener', items, arnOf })
      return ours.map(({ key, item }) => read(key, item))
    },
    diff: ({ spec }, { facts }) => [
      ...compare('replace', { loadBalancer: [spec.loadBalancer, facts.loadBalancer], port: [spec.port, facts.port] }),
      ...compare('update', { targetGroup: [spec.targetGroup, facts.targetGroup] }),
    ],
    async create(scope, wanted) {
      const { loadBalancer, port, targetGroup } = wanted.spec
      const place = { LoadBalancerArn: loadBalancer, Protocol: 'TCP', Port: port } as const
      const input = { ...place, DefaultActions: [forwardTo(targetGroup)], Tags: tagsFor(scope, wanted) }
      const answer = await elb(scope).send(new CreateListenerCommand(input))
      return read(wanted.key, given(answer.Listeners?.[0], 'Listeners'))
    },
    async update(scope, { spec }, seen) {
      const input = { ListenerArn: seen.id, DefaultActions: [forwardTo(spec.targetGroup)] }
      await elb(scope).send(new ModifyListenerCommand(input))
      return { ...seen, facts: { ...seen.facts, targetGroup: spec.targetGroup } }
    },
    async remove(scope, { id }) {
      await elb(scope).send(new DeleteListenerCommand({ ListenerArn: id }))
    },
    waitsFor: () => undefined,
  }
}

const forwardTo = (TargetGroupArn: string) => ({ Type: 'forward', TargetGroupArn }) as const

const arnOf = (listener: Listener): string => given(listener.ListenerArn, 'ListenerArn')

function read(key: Key, listener: Listener): Seen<ListenerFacts> {
  const id = arnOf(listener)
  const action = listener.DefaultActions?.[0]
  const facts = {
    loadBalancer: listener.LoadBalancerArn,
    port: listener.Port,
    targetGroup: action?.TargetGroupArn ?? action?.ForwardConfig?.TargetGroups?.[0]?.TargetGroupArn,
  }
  return { key, id, outputs: { arn: id }, state: 'present', createdAt: 0, facts }
}
