import {
  CreateAutoScalingGroupCommand, DeleteAutoScalingGroupCommand, paginateDescribeAutoScalingGroups,
  UpdateAutoScalingGroupCommand, type AutoScalingGroup,
} from '@aws-sdk/client-auto-scaling'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen, Wanted } from '../resources/kind.ts'
import { given, itemsOf, millisecondsOf, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare, unordered } from './differences.ts'
import { awsName, ownedBy, tagsFor } from './tags.ts'

interface GroupFacts {
  min: number
  max: number
  subnets: string[]
  launchTemplate: string | undefined
  inService: number
}

/** A node pool. How many machines it wants between its bounds belongs to the autoscaler and is not compared. */
export function autoScalingGroupKind({ clients }: AwsDeps): Kind<'aws.autoScalingGroup', GroupFacts> {
  const autoScaling = (scope: Scope) => clients(scope.cloud.region).autoScaling
  return {
    name: 'aws.autoScalingGroup',
    async observe(scope) {
      const client = autoScaling(scope)
      const pages = paginateDescribeAutoScalingGroups({ client, pageSize: 100 }, { Filters: ownedBy(scope) })
      return readOurs('aws.autoScalingGroup', await itemsOf(pages, (page) => page.AutoScalingGroups), read)
    },
    diff: ({ spec }, { facts }) =>
      compare('update', {
        min: [spec.min, facts.min],
        max: [spec.max, facts.max],
        subnets: [unordered(spec.subnets), unordered(facts.subnets)],
        launchTemplate: [spec.launchTemplate, facts.launchTemplate],
      }),
    async create(scope, wanted) {
      const name = awsName(scope, wanted, 120)
      const tags = tagsFor(scope, wanted).map((tag) => ({
        ...tag,
        ResourceId: name,
        ResourceType: 'auto-scaling-group',
        PropagateAtLaunch: true,
      }))
      await autoScaling(scope).send(
        new CreateAutoScalingGroupCommand({ AutoScalingGroupName: name, ...groupRequest(wanted), Tags: tags }),
      )
      const { min, max, subnets, launchTemplate } = wanted.spec
      const facts = { min, max, subnets: [...subnets], launchTemplate, inService: 0 }
      return { key: wanted.key, id: name, outputs: { name }, state: 'present', createdAt: Date.now(), facts }
    },
    async update(scope, wanted, seen) {
      const command = new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: seen.id, ...groupRequest(wanted) })
      await autoScaling(scope).send(command)
      const { min, max, subnets, launchTemplate } = wanted.spec
      return { ...seen, facts: { ...seen.facts, min, max, subnets: [...subnets], launchTemplate } }
    },
    async remove(scope, { id }) {
      await autoScaling(scope).send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: id, ForceDelete: true }))
    },
    waitsFor: ({ spec }, { id, facts }) =>
      facts.inService >= spec.min ? undefined : `${facts.inService} of ${spec.min} machines of ${id} are in service`,
  }
}

const groupRequest = ({ spec }: Wanted<'aws.autoScalingGroup'>) => ({
  MinSize: spec.min,
  MaxSize: spec.max,
  VPCZoneIdentifier: spec.subnets.join(','),
  LaunchTemplate: { LaunchTemplateId: spec.launchTemplate, Version: '$Latest' },
})

function read(key: Key, group: AutoScalingGroup): Seen<GroupFacts> {
  const name = given(group.AutoScalingGroupName, 'AutoScalingGroupName')
  const facts = {
    min: given(group.MinSize, 'MinSize'),
    max: given(group.MaxSize, 'MaxSize'),
    subnets: (group.VPCZoneIdentifier ?? '').split(',').filter((subnet) => subnet !== ''),
    launchTemplate: group.LaunchTemplate?.LaunchTemplateId,
    inService: (group.Instances ?? []).filter((instance) => instance.LifecycleState === 'InService').length,
  }
  // Status is set only while the group is being deleted.
  const state = group.Status === undefined ? 'present' : 'removing'
  return { key, id: name, outputs: { name }, state, createdAt: millisecondsOf(group.CreatedTime), facts }
}
