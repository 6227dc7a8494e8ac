import {
  CreateAutoScalingGroupCommand, DeleteAutoScalingGroupCommand, DescribeAutoScalingGroupsCommand,
  paginateDescribeAutoScalingGroups, UpdateAutoScalingGroupCommand, type AutoScalingGroup,
} from '@aws-sdk/client-auto-scaling'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen, Wanted } from '../resources/kind.ts'
import { given, itemsOf, millisecondsOf, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare, unordered } from './differences.ts'
import { awsName, ownedBy, tagsFor } from './tags.ts'

interface AutoScalingGroupFacts {
  launchTemplate: string | undefined
  subnets: string[]
  min: number
  max: number
  inService: number
}

/** A pool of machines of one template. Its name is its id, so a second creation of the same is refused, not made. */
export function autoScalingGroupKind({ clients }: AwsDeps): Kind<'aws.autoScalingGroup', AutoScalingGroupFacts> {
  const autoScaling = (scope: Scope) => clients(scope.cloud.region).autoScaling
  return {
    name: 'aws.autoScalingGroup',
    async observe(scope) {
      const how = { client: autoScaling(scope), pageSize: 100 }
      const pages = paginateDescribeAutoScalingGroups(how, { Filters: ownedBy(scope) })
      return readOurs(scope, 'aws.autoScalingGroup', await itemsOf(pages, (page) => page.AutoScalingGroups), read)
    },
    diff: ({ spec }, { facts }) =>
      compare('update', {
        launchTemplate: [spec.launchTemplate, facts.launchTemplate],
        subnets: [unordered(spec.subnets), unordered(facts.subnets)],
        min: [spec.min, facts.min],
        max: [spec.max, facts.max],
      }),
    async create(scope, wanted) {
      const input = inputOf(awsName(scope, wanted, 120), wanted)
      const Tags = tagsFor(scope, wanted).map((tag) => ({ ...tag, PropagateAtLaunch: true }))
      await autoScaling(scope).send(new CreateAutoScalingGroupCommand({ ...input, Tags }))
      return read(wanted.key, input)
    },
    async update(scope, wanted, seen) {
      const input = inputOf(seen.id, wanted)
      await autoScaling(scope).send(new UpdateAutoScalingGroupCommand(input))
      const { facts } = read(wanted.key, input)
      return { ...seen, facts: { ...facts, inService: seen.facts.inService } }
    },
    async remove(scope, { id }) {
      const group = { AutoScalingGroupName: id, ForceDelete: true }
      try {
        await autoScaling(scope).send(new DeleteAutoScalingGroupCommand(group))
      } catch (error) {
        // "Not there" has no name of its own in this API, only the one for every wrong request.
        if (await isThere(scope, id)) throw error
      }
    },
    waitsFor: ({ spec }, { id, facts }) =>
      facts.inService < spec.min ? `${id} has ${facts.inService} of ${spec.min} machines in service` : undefined,
  }

  async function isThere(scope: Scope, name: string): Promise<boolean> {
    const input = { AutoScalingGroupNames: [name] }
    const answer = await autoScaling(scope).send(new DescribeAutoScalingGroupsCommand(input))
    return (answer.AutoScalingGroups ?? []).length > 0
  }
}

const inputOf = (name: string, { spec }: Wanted<'aws.autoScalingGroup'>) => ({
  AutoScalingGroupName: name,
  LaunchTemplate: { LaunchTemplateId: spec.launchTemplate, Version: '$Default' },
  MinSize: spec.min,
  MaxSize: spec.max,
  VPCZoneIdentifier: spec.subnets.join(','),
})

/** What a listing says of a group, and what is known of one that was just asked for. */
type Reported = Pick<
  Partial<AutoScalingGroup>,
  | 'AutoScalingGroupName' | 'LaunchTemplate' | 'MinSize' | 'MaxSize' | 'VPCZoneIdentifier'
  | 'Instances' | 'Status' | 'CreatedTime'
>

function read(key: Key, group: Reported): Seen<AutoScalingGroupFacts> {
  const id = given(group.AutoScalingGroupName, 'AutoScalingGroupName')
  const facts = {
    launchTemplate: group.LaunchTemplate?.LaunchTemplateId,
    subnets: (group.VPCZoneIdentifier ?? '').split(',').filter((subnet) => subnet !== ''),
    min: given(group.MinSize, 'MinSize'),
    max: given(group.MaxSize, 'MaxSize'),
    inService: (group.Instances ?? []).filter(({ LifecycleState }) => LifecycleState === 'InService').length,
  }
  // A status is only there while the group is being deleted.
  const state = group.Status ? 'removing' : 'present'
  return { key, id, outputs: { id, name: id }, state, createdAt: millisecondsOf(group.CreatedTime), facts }
}
