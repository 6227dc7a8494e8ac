import {
  CreateTargetGroupCommand, DeleteTargetGroupCommand, DeregisterTargetsCommand, DescribeTargetHealthCommand,
  paginateDescribeTargetGroups, RegisterTargetsCommand, type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen } from '../resources/kind.ts'
import { given, itemsOf } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare, compareSets, missingFrom } from './differences.ts'
import { elbKeys } from './elb-tags.ts'
import { awsName, namePrefix, tagsFor } from './tags.ts'

interface TargetGroupFacts {
  vpc: string | undefined
  port: number | undefined
  targets: string[]
}

/** The machines behind a listener; they are registered after the group is there. */
export function targetGroupKind({ clients }: AwsDeps): Kind<'aws.targetGroup', TargetGroupFacts> {
  const elb = (scope: Scope) => clients(scope.cloud.region).elb
  return {
    name: 'aws.targetGroup',
    async observe(scope) {
      const pages = paginateDescribeTargetGroups({ client: elb(scope), pageSize: 400 }, {})
      const groups = (await itemsOf(pages, (page) => page.TargetGroups)).filter(({ TargetGroupName }) =>
        TargetGroupName?.startsWith(namePrefix(scope)),
      )
      const arns = groups.map((group) => given(group.TargetGroupArn, 'TargetGroupArn'))
      const keys = await elbKeys({ elb: elb(scope), scope, kind: 'aws.targetGroup', arns })
      const ours = groups.filter(({ TargetGroupArn }) => keys.has(TargetGroupArn ?? ''))
      return Promise.all(
        ours.map(async (group) => {
          const arn = given(group.TargetGroupArn, 'TargetGroupArn')
          return read(given(keys.get(arn), 'tags'), group, await targetsOf(scope, arn))
        }),
      )
    },
    diff: ({ spec }, { facts }) => [
      ...compare('replace', { vpc: [spec.vpc, facts.vpc], port: [spec.port, facts.port] }),
      ...compareSets('target', spec.targets, facts.targets),
    ],
    async create(scope, wanted) {
      const { vpc, port } = wanted.spec
      const place = { Name: awsName(scope, wanted), Port: port, VpcId: vpc, Tags: tagsFor(scope, wanted) }
      const answer = await elb(scope).send(new CreateTargetGroupCommand({ ...place, ...TCP }))
      return read(wanted.key, given(answer.TargetGroups?.[0], 'TargetGroups'), [])
    },
    async update(scope, { spec }, seen) {
      const add = input(seen.id, missingFrom(seen.facts.targets, spec.targets))
      const take = input(seen.id, missingFrom(spec.targets, seen.facts.targets))
      // First add, then take away: there is always somebody who answers.
      if (add.Targets.length > 0) await elb(scope).send(new RegisterTargetsCommand(add))
      if (take.Targets.length > 0) await elb(scope).send(new DeregisterTargetsCommand(take))
      return { ...seen, facts: { ...seen.facts, targets: [...spec.targets] } }
    },
    async remove(scope, { id }) {
      await elb(scope).send(new DeleteTargetGroupCommand({ TargetGroupArn: id }))
    },
    waitsFor: () => undefined,
  }

  async function targetsOf(scope: Scope, TargetGroupArn: string): Promise<string[]> {
    const answer = await elb(scope).send(new DescribeTargetHealthCommand({ TargetGroupArn }))
    const targets = answer.TargetHealthDescriptions ?? []
    // One that is draining was taken away already and only finishes its connections.
    const registered = targets.filter(({ TargetHealth }) => TargetHealth?.State !== 'draining')
    return registered.flatMap(({ Target }) => Target?.Id ?? [])
  }
}

const TCP = { Protocol: 'TCP', TargetType: 'instance', HealthCheckProtocol: 'TCP' } as const

const input = (TargetGroupArn: string, targets: readonly string[]) => ({
  TargetGroupArn,
  Targets: targets.map((Id) => ({ Id })),
})

function read(key: Key, group: TargetGroup, targets: string[]): Seen<TargetGroupFacts> {
  const id = given(group.TargetGroupArn, 'TargetGroupArn')
  const outputs = { id, name: given(group.TargetGroupName, 'TargetGroupName') }
  return { key, id, outputs, state: 'present', createdAt: 0, facts: { vpc: group.VpcId, port: group.Port, targets } }
}
