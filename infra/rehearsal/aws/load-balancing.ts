import type { World, WorldEvent } from '../world.ts'
import type { Actions, Call } from './action.ts'
import { AwsError } from './aws-error.ts'
import { page } from './describe.ts'
import { subnetNamed } from './ec2/subnets.ts'
import { groups, need, number, text, texts } from './query.ts'
import { ACCOUNT } from './sts.ts'
import { tagsIn } from './tags.ts'
import { addThing, awsPart, dropThing, thingsOf, type Place, type Thing } from './things.ts'

interface LoadBalancer {
  name: string
  scheme: string
  vpc: string
  subnets: { id: string; zone: string }[]
  state: 'provisioning' | 'active'
}

export const loadBalancerActions: Actions = {
  CreateLoadBalancer: (call) => {
    const name = need(call.params, 'Name')
    const subnets = texts(call.params, 'Subnets').map((id) => subnetNamed(call, id))
    const [first] = subnets
    if (!first) throw new AwsError('ValidationError', 'At least one subnet must be specified')
    const known = balancers(call).find(({ fields }) => fields.name === name)
    const places = subnets.map(({ id, fields }) => ({ id, zone: fields.zone }))
    // The same request gives the same balancer; another under the same name is refused.
    if (known && JSON.stringify(known.fields.subnets) !== JSON.stringify(places)) {
      throw new AwsError('DuplicateLoadBalancerName', `A load balancer with the name '${name}' already exists`)
    }
    return { LoadBalancers: [shown(known ?? make())] }

    function make(): Thing<LoadBalancer> {
      const id = arn(call, `loadbalancer/net/${name}/${call.world.id('', 16)}`)
      const scheme = text(call.params, 'Scheme') ?? 'internet-facing'
      const vpc = first?.fields.vpc ?? ''
      const fields: LoadBalancer = { name, scheme, vpc, subnets: places, state: 'provisioning' }
      call.world.schedule(call.world.settings.latencies.loadBalancer, { kind: 'aws.balancerActive', id })
      return addThing(call, { kind: 'load-balancer', id, tags: tagsIn(groups(call.params, 'Tags')), fields })
    }
  },
  DescribeLoadBalancers: (call) => {
    const { items, nextToken } = page(balancers(call), call.params)
    return { LoadBalancers: items.map(shown), NextMarker: nextToken }
  },
  DeleteLoadBalancer: (call) => {
    const id = need(call.params, 'LoadBalancerArn')
    for (const one of thingsOf<{ loadBalancer: string }>(call, 'listener')) {
      if (one.fields.loadBalancer === id) dropThing(call.world, one.id)
    }
    dropThing(call.world, id)
    return {}
  },
  DescribeTags: (call) => {
    const { things } = awsPart(call.world)
    return {
      TagDescriptions: texts(call.params, 'ResourceArns').map((ResourceArn) => ({
        ResourceArn,
        Tags: Object.entries(things[ResourceArn]?.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
      })),
    }
  },
}

export function balancerHappens(world: World, { id }: WorldEvent): void {
  const balancer = awsPart(world).things[String(id)]
  // Only this file makes load balancers.
  if (balancer) (balancer as Thing<LoadBalancer>).fields.state = 'active'
}

export const balancers = (place: Place) => thingsOf<LoadBalancer>(place, 'load-balancer')

export const arn = ({ region }: Place, rest: string): string =>
  `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:${rest}`

/** Ports are numbers between 1 and 65535. */
export function portIn(call: Call): number {
  const port = number(call.params, 'Port')
  if (port !== undefined && port > 0 && port < 65_536) return port
  throw new AwsError('ValidationError', `'${text(call.params, 'Port')}' is no port`)
}

const shown = ({ id, madeAt, fields }: Thing<LoadBalancer>) => ({
  LoadBalancerArn: id,
  LoadBalancerName: fields.name,
  DNSName: `${fields.name}.elb.rehearsal.example`,
  Type: 'network',
  Scheme: fields.scheme,
  VpcId: fields.vpc,
  State: { Code: fields.state },
  CreatedTime: new Date(madeAt).toISOString(),
  AvailabilityZones: fields.subnets.map((subnet) => ({ SubnetId: subnet.id, ZoneName: subnet.zone })),
})
