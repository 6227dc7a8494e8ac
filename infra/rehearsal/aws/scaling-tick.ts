import type { World, WorldEvent } from '../world.ts'
import { launch, terminate, type Instance } from './ec2/launch.ts'
import { templateNamed, versionOf } from './ec2/launch-templates.ts'
import { need, text, texts } from './query.ts'
import { tagsInRequest } from './tags.ts'
import { awsPart, dropThing, thingsOf, type Place, type Thing } from './things.ts'

export interface ScalingGroup {
  min: number
  max: number
  desired: number
  launchTemplate: string
  /** A number, `$Latest` or `$Default`. */
  templateVersion: string
  subnets: string[]
  /** Keys of the tags that its machines get. */
  atLaunch: string[]
  deleting?: true
}

/** A group looks at its wish: it launches what it lacks, ends what it has too many of, and looks again. */
export function scalingHappens(world: World, { id }: WorldEvent): void {
  const scaling = groupAnywhere(world, String(id))
  if (!scaling) return
  const place: Place = { world, region: scaling.region }
  const living = livingOf(place, scaling.id)
  if (scaling.fields.deleting && living.length === 0) return dropThing(world, scaling.id)
  const lacking = scaling.fields.deleting ? 0 : scaling.fields.desired - living.length
  for (let missing = 0; missing < lacking; missing += 1) launchFor(place, scaling, living.length + missing)
  for (const surplus of lacking < 0 ? living.slice(lacking) : []) terminate(world, surplus)
  world.schedule(world.settings.latencies.scalingTick, { kind: 'aws.scalingTick', id: scaling.id })
}

/** Ends all machines of a group and then the group. */
export function drain(place: Place, scaling: Thing<ScalingGroup>): void {
  scaling.fields.deleting = true
  for (const instance of livingOf(place, scaling.id)) terminate(place.world, instance)
}

function launchFor(place: Place, scaling: Thing<ScalingGroup>, index: number): void {
  const data = versionOf(templateNamed(place, scaling.fields.launchTemplate), scaling.fields.templateVersion)
  const { subnets, atLaunch } = scaling.fields
  const inherited = Object.fromEntries(Object.entries(scaling.tags).filter(([name]) => atLaunch.includes(name)))
  launch(place, {
    image: need(data, 'ImageId'),
    size: need(data, 'InstanceType'),
    keyName: need(data, 'KeyName'),
    subnet: subnets[index % subnets.length] ?? '',
    securityGroups: texts(data, 'SecurityGroupId'),
    userData: text(data, 'UserData') ?? '',
    publicAddress: false,
    tags: { ...tagsInRequest(data, 'instance'), ...inherited, 'aws:autoscaling:groupName': scaling.id },
    group: scaling.id,
  })
}

const livingOf = (place: Place, group: string): Thing<Instance>[] =>
  thingsOf<Instance>(place, 'instance').filter(
    ({ fields }) => fields.group === group && fields.state !== 'terminated' && fields.state !== 'shutting-down',
  )

function groupAnywhere(world: World, id: string): Thing<ScalingGroup> | undefined {
  const thing = awsPart(world).things[id]
  // Only `auto-scaling.ts` makes things of this kind.
  return thing?.kind === 'scaling-group' ? (thing as Thing<ScalingGroup>) : undefined
}
