import type { Actions, Call } from './action.ts'
import { AwsError } from './aws-error.ts'
import { describe } from './describe.ts'
import { templateNamed, versionOf } from './ec2/launch-templates.ts'
import type { Instance } from './ec2/launch.ts'
import { groups, group, need, number, text, texts, type Params } from './query.ts'
import { drain, type ScalingGroup } from './scaling-tick.ts'
import { addThing, thingsOf, type Thing } from './things.ts'

export const autoScalingActions: Actions = {
  CreateAutoScalingGroup: (call) => {
    const name = need(call.params, 'AutoScalingGroupName')
    if (thingsOf<ScalingGroup>(call, 'scaling-group').some((known) => known.id === name)) {
      throw new AwsError('AlreadyExists', `AutoScalingGroup by this name already exists - A group with the name ${name}`)
    }
    const tags = groups(call.params, 'Tags')
    const named = Object.fromEntries(tags.map((tag) => [text(tag, 'Key') ?? '', text(tag, 'Value') ?? '']))
    const atLaunch = tags.filter((tag) => text(tag, 'PropagateAtLaunch') === 'true').map((tag) => text(tag, 'Key') ?? '')
    const min = number(call.params, 'MinSize') ?? 0
    const bounds = { min, max: number(call.params, 'MaxSize') ?? min, desired: number(call.params, 'DesiredCapacity') ?? min }
    const fields: ScalingGroup = { ...bounds, ...placeIn(call), atLaunch }
    refuseBounds(fields)
    addThing(call, { kind: 'scaling-group', id: name, tags: named, fields })
    call.world.schedule(0, { kind: 'aws.scalingTick', id: name })
    return {}
  },
  UpdateAutoScalingGroup: (call) => {
    const { fields } = scalingGroupIn(call)
    fields.min = number(call.params, 'MinSize') ?? fields.min
    fields.max = number(call.params, 'MaxSize') ?? fields.max
    const desired = number(call.params, 'DesiredCapacity') ?? fields.desired
    fields.desired = Math.min(Math.max(desired, fields.min), fields.max)
    refuseBounds(fields)
    if (text(call.params, 'VPCZoneIdentifier') !== undefined) Object.assign(fields, placeIn(call))
    return {}
  },
  DescribeAutoScalingGroups: (call) => {
    const asked = texts(call.params, 'AutoScalingGroupNames')
    const all = thingsOf<ScalingGroup>(call, 'scaling-group').filter((one) => asked.length === 0 || asked.includes(one.id))
    const { items, nextToken } = describe({ things: all, params: call.params })
    return { AutoScalingGroups: items.map((one) => shown(call, one)), NextToken: nextToken }
  },
  DeleteAutoScalingGroup: (call) => {
    const scaling = scalingGroupIn(call)
    const living = machinesOf(call, scaling.id)
    if (living.length > 0 && text(call.params, 'ForceDelete') !== 'true') {
      throw new AwsError('ResourceInUse', 'You cannot delete an AutoScalingGroup while there are instances still in the group.')
    }
    drain(call, scaling)
    return {}
  },
}

function scalingGroupIn(call: Call): Thing<ScalingGroup> {
  const name = need(call.params, 'AutoScalingGroupName')
  const found = thingsOf<ScalingGroup>(call, 'scaling-group').find((one) => one.id === name)
  if (found) return found
  throw new AwsError('ValidationError', `AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`)
}

function placeIn(call: Call): Pick<ScalingGroup, 'launchTemplate' | 'templateVersion' | 'subnets'> {
  const template: Params = group(call.params, 'LaunchTemplate') ?? {}
  const named = templateNamed(call, need(template, 'LaunchTemplateId'))
  const templateVersion = text(template, 'Version') ?? '$Default'
  versionOf(named, templateVersion)
  return { launchTemplate: named.id, templateVersion, subnets: need(call.params, 'VPCZoneIdentifier').split(',') }
}

function refuseBounds({ min, max, desired }: ScalingGroup): void {
  if (min <= desired && desired <= max) return
  throw new AwsError('ValidationError', `Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`)
}

const machinesOf = (call: Call, name: string): Thing<Instance>[] =>
  thingsOf<Instance>(call, 'instance').filter(
    ({ fields }) => fields.group === name && fields.state !== 'terminated' && fields.state !== 'shutting-down',
  )

const shown = (call: Call, { id, tags, madeAt, fields }: Thing<ScalingGroup>) => ({
  AutoScalingGroupName: id,
  AutoScalingGroupARN: `arn:aws:autoscaling:${call.region}:123456789012:autoScalingGroup:${id}`,
  MinSize: fields.min,
  MaxSize: fields.max,
  DesiredCapacity: fields.desired,
  DefaultCooldown: 300,
  HealthCheckType: 'EC2',
  CreatedTime: new Date(madeAt).toISOString(),
  VPCZoneIdentifier: fields.subnets.join(','),
  LaunchTemplate: { LaunchTemplateId: fields.launchTemplate, Version: fields.templateVersion },
  Status: fields.deleting ? 'Delete in progress' : undefined,
  Instances: machinesOf(call, id).map((one) => ({
    InstanceId: one.id,
    AvailabilityZone: 'unknown',
    LifecycleState: one.fields.state === 'running' ? 'InService' : 'Pending',
    HealthStatus: 'Healthy',
    ProtectedFromScaleIn: false,
  })),
  Tags: Object.entries(tags).map(([Key, Value]) => ({
    Key,
    Value,
    ResourceId: id,
    ResourceType: 'auto-scaling-group',
    PropagateAtLaunch: fields.atLaunch.includes(Key),
  })),
})
