import {
  CreateListenerCommand, DeleteListenerCommand, ModifyListenerCommand, paginateDescribeListeners, type Listener,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen, Wanted } from '../resources/kind.ts'
import { isNotFound } from './aws-failure.ts'
import { given, itemsOf } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare } from './differences.ts'
import { elbKeys } from './elb-tags.ts'
import { namedAsOurs } from './network-load-balancer.ts'
import { tagsFor } from './tags.ts'

interface ListenerFacts {
  loadBalancer: string | undefined
  port: number | undefined
  targetGroup: string | undefined
}

type WantedListener = Wanted<'aws.listener'>

/** A port of a load balancer and where it leads. It goes when its load balancer goes. */
export function listenerKind({ clients }: AwsDeps): Kind<'aws.listener', ListenerFacts> {
  const elb = (scope: Scope) => clients(scope.cloud.region).elb
  return {
    name: 'aws.listener',
    async observe(scope, wanted) {
      const balancers = await balancersOf(scope, wanted)
      const listeners = (await Promise.all(balancers.map((arn) => listenersOf(scope, arn)))).flat()
      const arns = listeners.map((listener) => given(listener.ListenerArn, 'ListenerArn'))
      const keys = await elbKeys({ elb: elb(scope), scope, kind: 'aws.listener', arns })
      return listeners.flatMap((listener) => {
        const key = keys.get(listener.ListenerArn ?? '')
        return key ? [read(key, listener)] : []
      })
    },
    diff: ({ spec }, { facts }) => [
      ...compare('replace', { loadBalancer: [spec.loadBalancer, facts.loadBalancer] }),
      ...compare('update', { port: [spec.port, facts.port], targetGroup: [spec.targetGroup, facts.targetGroup] }),
    ],
    async create(scope, wanted) {
      const input = { LoadBalancerArn: wanted.spec.loadBalancer, Tags: tagsFor(scope, wanted), ...leadTo(wanted) }
      const answer = await elb(scope).send(new CreateListenerCommand(input))
      return read(wanted.key, given(answer.Listeners?.[0], 'Listeners'))
    },
    async update(scope, wanted, seen) {
      await elb(scope).send(new ModifyListenerCommand({ ListenerArn: seen.id, ...leadTo(wanted) }))
      const { port, targetGroup } = wanted.spec
      return { ...seen, facts: { ...seen.facts, port, targetGroup } }
    },
    async remove(scope, { id }) {
      await elb(scope).send(new DeleteListenerCommand({ ListenerArn: id }))
    },
    waitsFor: () => undefined,
  }

  /** Listeners are listed per load balancer: of those that are named, or of all that are named as ours are. */
  async function balancersOf(scope: Scope, wanted: readonly WantedListener[]): Promise<string[]> {
    const named: (string | undefined)[] = wanted.map(({ spec }) => spec.loadBalancer)
    // In a removal and in a plan they may not be known.
    const known = named.flatMap((arn) => (arn?.startsWith('arn:') ? [arn] : []))
    if (known.length > 0 && known.length === named.length) return [...new Set(known)]
    return (await namedAsOurs(elb(scope), scope)).flatMap(({ LoadBalancerArn }) => LoadBalancerArn ?? [])
  }

  async function listenersOf(scope: Scope, LoadBalancerArn: string): Promise<Listener[]> {
    try {
      const pages = paginateDescribeListeners({ client: elb(scope), pageSize: 400 }, { LoadBalancerArn })
      return await itemsOf(pages, (page) => page.Listeners)
    } catch (error) {
      if (isNotFound(error)) return []
      throw error
    }
  }
}

const leadTo = ({ spec }: WantedListener) => ({
  Port: spec.port,
  Protocol: 'TCP' as const,
  DefaultActions: [{ Type: 'forward' as const, TargetGroupArn: spec.targetGroup }],
})

function read(key: Key, listener: Listener): Seen<ListenerFacts> {
  const id = given(listener.ListenerArn, 'ListenerArn')
  const [action] = listener.DefaultActions ?? []
  const facts = {
    loadBalancer: listener.LoadBalancerArn,
    port: listener.Port,
    targetGroup: action?.TargetGroupArn ?? action?.ForwardConfig?.TargetGroups?.[0]?.TargetGroupArn,
  }
  return { key, id, outputs: { id }, state: 'present', createdAt: 0, facts }
}
