import {
  CreateTargetGroupCommand, DeleteTargetGroupCommand, DeregisterTargetsCommand, DescribeTargetHealthCommand,
  paginateDescribeTargetGroups, RegisterTargetsCommand, type ElasticLoadBalancingV2Client, type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen } from '../resources/kind.ts'
import { given, itemsOf } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare, compareSets, missingFrom } from './differences.ts'
import { oursByTags } from './elb-ours.ts'
import { awsName, namePrefix, tagsFor } from './tags.ts'

interface TargetGroupFacts {
  vpc: string | undefined
  port: number | undefined
  targets: string[]
}

/** The machines behind one port of a load balancer. */
export function targetGroupKind({ clients }: AwsDeps): Kind<'aws.targetGroup', TargetGroupFacts> {
  const elb = (scope: Scope) => clients(scope.cloud.region).elb
  return {
    name: 'aws.targetGroup',
    async observe(scope) {
      const client = elb(scope)
      const pages = paginateDescribeTargetGroups({ client, pageSize: 400 }, {})
      const groups = await itemsOf(pages, (page) => page.TargetGroups)
      const items = groups.filter((group) => group.TargetGroupName?.startsWith(namePrefix(scope)))
      const ours = await oursByTags(client, { scope, kind: 'aws.targetGroup', items, arnOf })
      return Promise.all(ours.map(async ({ key, item }) => read(key, item, await targetsOf(client, arnOf(item)))))
    },
    diff: ({ spec }, { facts }) => [
      ...compare('replace', { vpc: [spec.vpc, facts.vpc], port: [spec.port, facts.port] }),
      ...compareSets('target', spec.targets, facts.targets),
    ],
    async create(scope, wanted) {
      const { vpc, port } = wanted.spec
      const input = { Name: awsName(scope, wanted), Protocol: 'TCP', Port: port, VpcId: vpc, TargetType: 'instance' } as const
      const answer = await elb(scope).send(new CreateTargetGroupCommand({ ...input, Tags: tagsFor(scope, wanted) }))
      return read(wanted.key, given(answer.TargetGroups?.[0], 'TargetGroups'), [])
    },
    async update(scope, { spec }, seen) {
      const TargetGroupArn = seen.id
      const more = missingFrom(seen.facts.targets, spec.targets).map(byId)
      const fewer = missingFrom(spec.targets, seen.facts.targets).map(byId)
      const client = elb(scope)
      if (more.length > 0) await client.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: more }))
      if (fewer.length > 0) await client.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: fewer }))
      return { ...seen, facts: { ...seen.facts, targets: [...spec.targets] } }
    },
    async remove(scope, { id }) {
      await elb(scope).send(new DeleteTargetGroupCommand({ TargetGroupArn: id }))
    },
    waitsFor: () => undefined,
  }
}

async function targetsOf(client: ElasticLoadBalancingV2Client, TargetGroupArn: string): Promise<string[]> {
  const answer = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }))
  return (answer.TargetHealthDescriptions ?? []).flatMap(({ Target, TargetHealth }) =>
    Target?.Id === undefined || TargetHealth?.State === 'draining' ? [] : [Target.Id],
  )
}

const byId = (id: string) => ({ Id: id })

const arnOf = (group: TargetGroup): string => given(group.TargetGroupArn, 'TargetGroupArn')

function read(key: Key, group: TargetGroup, targets: string[]): Seen<TargetGroupFacts> {
  const id = arnOf(group)
  const facts = { vpc: group.VpcId, port: group.Port, targets }
  return { key, id, outputs: { arn: id }, state: 'present', createdAt: 0, facts }
}
