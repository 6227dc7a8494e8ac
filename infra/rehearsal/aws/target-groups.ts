import type { Actions, Call } from './action.ts'
import { AwsError } from './aws-error.ts'
import { page } from './describe.ts'
import { vpcNamed } from './ec2/vpcs.ts'
import { arn, balancers, portIn } from './load-balancing.ts'
import { groups, need, text } from './query.ts'
import { tagsIn } from './tags.ts'
import { addThing, dropThing, thingsOf, type Thing } from './things.ts'

interface TargetGroup {
  name: string
  port: number
  vpc: string
  targets: string[]
}

interface Listener {
  loadBalancer: string
  port: number
  targetGroup: string
}

export const targetGroupActions: Actions = {
  CreateTargetGroup: (call) => {
    const name = need(call.params, 'Name')
    const known = targetGroups(call).find(({ fields }) => fields.name === name)
    if (known) throw new AwsError('DuplicateTargetGroupName', `A target group with the name '${name}' already exists`)
    const fields = { name, port: portIn(call), vpc: vpcNamed(call, need(call.params, 'VpcId')).id, targets: [] }
    const id = arn(call, `targetgroup/${name}/${call.world.id('', 16)}`)
    const tags = tagsIn(groups(call.params, 'Tags'))
    return { TargetGroups: [shown(addThing(call, { kind: 'target-group', id, tags, fields }))] }
  },
  DescribeTargetGroups: (call) => {
    const { items, nextToken } = page(targetGroups(call), call.params)
    return { TargetGroups: items.map(shown), NextMarker: nextToken }
  },
  RegisterTargets: (call) => {
    const { fields } = targetGroupIn(call)
    fields.targets = [...new Set([...fields.targets, ...targetsIn(call)])]
    return {}
  },
  DeregisterTargets: (call) => {
    const { fields } = targetGroupIn(call)
    fields.targets = fields.targets.filter((id) => !targetsIn(call).includes(id))
    return {}
  },
  DescribeTargetHealth: (call) => ({
    TargetHealthDescriptions: targetGroupIn(call).fields.targets.map((Id) => ({
      Target: { Id, Port: targetGroupIn(call).fields.port },
      TargetHealth: { State: 'healthy' },
    })),
  }),
  DeleteTargetGroup: (call) => {
    const id = need(call.params, 'TargetGroupArn')
    if (listeners(call).some(({ fields }) => fields.targetGroup === id)) {
      throw new AwsError('ResourceInUse', `Target group '${id}' is currently in use by a listener or a rule`)
    }
    dropThing(call.world, id)
    return {}
  },
  CreateListener: (call) => {
    const loadBalancer = need(call.params, 'LoadBalancerArn')
    if (!balancers(call).some(({ id }) => id === loadBalancer)) {
      throw new AwsError('LoadBalancerNotFound', `Load balancer '${loadBalancer}' not found`)
    }
    const port = portIn(call)
    if (listeners(call).some(({ fields }) => fields.loadBalancer === loadBalancer && fields.port === port)) {
      throw new AwsError('DuplicateListener', `A listener already exists on this port for this load balancer`)
    }
    const id = `${loadBalancer.replace(':loadbalancer/', ':listener/')}/${call.world.id('', 16)}`
    const fields = { loadBalancer, port, targetGroup: targetIn(call) }
    const tags = tagsIn(groups(call.params, 'Tags'))
    return { Listeners: [shownListener(addThing(call, { kind: 'listener', id, tags, fields }))] }
  },
  DescribeListeners: (call) => {
    const loadBalancer = need(call.params, 'LoadBalancerArn')
    const { items, nextToken } = page(listeners(call).filter(({ fields }) => fields.loadBalancer === loadBalancer), call.params)
    return { Listeners: items.map(shownListener), NextMarker: nextToken }
  },
  ModifyListener: (call) => {
    const id = need(call.params, 'ListenerArn')
    const known = listeners(call).find((one) => one.id === id)
    if (!known) throw new AwsError('ListenerNotFound', `Listener '${id}' not found`)
    if (text(call.params, 'Port') !== undefined) known.fields.port = portIn(call)
    if (groups(call.params, 'DefaultActions').length > 0) known.fields.targetGroup = targetIn(call)
    return { Listeners: [shownListener(known)] }
  },
  DeleteListener: (call) => {
    dropThing(call.world, need(call.params, 'ListenerArn'))
    return {}
  },
}

const targetGroups = (call: Call) => thingsOf<TargetGroup>(call, 'target-group')

const listeners = (call: Call) => thingsOf<Listener>(call, 'listener')

function targetGroupIn(call: Call): Thing<TargetGroup> {
  const id = need(call.params, 'TargetGroupArn')
  const found = targetGroups(call).find((one) => one.id === id)
  if (found) return found
  throw new AwsError('TargetGroupNotFound', `Target group '${id}' not found`)
}

const targetsIn = (call: Call): string[] => groups(call.params, 'Targets').map((target) => need(target, 'Id'))

function targetIn(call: Call): string {
  const [action = {}] = groups(call.params, 'DefaultActions')
  const id = text(action, 'TargetGroupArn') ?? ''
  if (targetGroups(call).some((one) => one.id === id)) return id
  throw new AwsError('TargetGroupNotFound', `Target group '${id}' not found`)
}

const shown = ({ id, fields }: Thing<TargetGroup>) => ({
  TargetGroupArn: id,
  TargetGroupName: fields.name,
  Protocol: 'TCP',
  Port: fields.port,
  VpcId: fields.vpc,
  TargetType: 'instance',
})

const shownListener = ({ id, fields }: Thing<Listener>) => ({
  ListenerArn: id,
  LoadBalancerArn: fields.loadBalancer,
  Port: fields.port,
  Protocol: 'TCP',
  DefaultActions: [{ Type: 'forward', TargetGroupArn: fields.targetGroup }],
})
