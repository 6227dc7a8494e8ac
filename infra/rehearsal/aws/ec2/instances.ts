import type { Actions, Call } from '../action.ts'
import { describe } from '../describe.ts'
import { flag, groups, need, text, texts } from '../query.ts'
import { tagsInRequest, tagSet } from '../tags.ts'
import { onceByToken, thingNamed, thingsOf, type Thing } from '../things.ts'
import { launch, terminate, type Instance } from './launch.ts'
import { start, stop } from './power.ts'

export const instanceActions: Actions = {
  RunInstances: (call) => {
    const { ClientToken: _token, ...rest } = call.params
    const token = text(call.params, 'ClientToken')
    const instance = onceByToken<Instance>(call, { token, request: JSON.stringify(rest) }, () => run(call))
    return { reservationId: `r-${instance.id.slice('i-'.length)}`, instancesSet: [shown(instance)] }
  },
  DescribeInstances: (call) => {
    const { items, nextToken } = describe({
      things: thingsOf<Instance>(call, 'instance').filter((one) => !isForgotten(call, one)),
      params: call.params,
      ids: { field: 'InstanceId', notFound: 'InvalidInstanceID.NotFound' },
      values: ({ fields }) => ({
        'instance-state-name': fields.state,
        'vpc-id': fields.vpc,
        'subnet-id': fields.subnet,
        'private-ip-address': fields.privateAddress,
      }),
    })
    return { reservationSet: items.map((one) => ({ instancesSet: [shown(one)] })), nextToken }
  },
  TerminateInstances: (call) => {
    const instances = instancesIn(call)
    for (const instance of instances) terminate(call.world, instance)
    return { instancesSet: instances.map(stateShown) }
  },
  StopInstances: (call) => {
    const instances = instancesIn(call)
    for (const instance of instances) stop(instance)
    return { instancesSet: instances.map(stateShown) }
  },
  StartInstances: (call) => {
    const instances = instancesIn(call)
    for (const instance of instances) start(call.world, instance)
    return { instancesSet: instances.map(stateShown) }
  },
  ModifyInstanceAttribute: (call) => {
    const instance = instanceNamed(call, need(call.params, 'InstanceId'))
    const asked = texts(call.params, 'GroupId')
    for (const id of asked) thingNamed(call, 'security-group', id, 'InvalidGroup.NotFound')
    if (asked.length > 0) instance.fields.securityGroups = asked
    return { return: true }
  },
}

const instanceNamed = (call: Call, id: string): Thing<Instance> =>
  thingNamed<Instance>(call, 'instance', id, 'InvalidInstanceID.NotFound')

const instancesIn = (call: Call): Thing<Instance>[] => texts(call.params, 'InstanceId').map((id) => instanceNamed(call, id))

const stateShown = ({ id, fields }: Thing<Instance>) => ({ instanceId: id, currentState: { name: fields.state } })

function run(call: Call): Thing<Instance> {
  const { params } = call
  const [nic = {}] = groups(params, 'NetworkInterface')
  const privateAddress = text(nic, 'PrivateIpAddress') ?? text(params, 'PrivateIpAddress')
  return launch(call, {
    image: need(params, 'ImageId'),
    size: need(params, 'InstanceType'),
    keyName: need(params, 'KeyName'),
    subnet: text(nic, 'SubnetId') ?? need(params, 'SubnetId'),
    securityGroups: [...texts(nic, 'SecurityGroupId'), ...texts(params, 'SecurityGroupId')],
    userData: text(params, 'UserData') ?? '',
    publicAddress: flag(nic, 'AssociatePublicIpAddress'),
    ...(privateAddress === undefined ? {} : { privateAddress }),
    tags: tagsInRequest(params, 'instance'),
  })
}

/** A terminated instance is shown for an hour. */
const SHOWN_AFTER_END_MS = 3_600_000

const isForgotten = ({ world }: Call, { fields, madeAt }: Thing<Instance>): boolean =>
  fields.state === 'terminated' && world.now() - madeAt > SHOWN_AFTER_END_MS

const shown = ({ id, tags, madeAt, fields }: Thing<Instance>) => ({
  instanceId: id,
  imageId: fields.image,
  instanceState: { name: fields.state },
  instanceType: fields.size,
  keyName: fields.keyName,
  launchTime: new Date(madeAt).toISOString(),
  vpcId: fields.vpc,
  subnetId: fields.subnet,
  // A terminated instance has given its place back.
  privateIpAddress: fields.state === 'terminated' ? undefined : fields.privateAddress,
  ipAddress: fields.state === 'running' ? fields.publicAddress : undefined,
  groupSet: fields.securityGroups.map((groupId) => ({ groupId })),
  tagSet: tagSet(tags),
})
