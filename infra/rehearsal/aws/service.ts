import type { Service, World, WorldEvent } from '../world.ts'
import type { Actions } from './action.ts'
import { autoScalingActions } from './auto-scaling.ts'
import { awsCall } from './aws-call.ts'
import { AwsError, awsErrorAnswer } from './aws-error.ts'
import { addressActions } from './ec2/addresses.ts'
import { internetGatewayActions } from './ec2/gateways.ts'
import { imageActions } from './ec2/images.ts'
import { instanceActions } from './ec2/instances.ts'
import { instanceHappens } from './ec2/launch.ts'
import { keyPairActions } from './ec2/key-pairs.ts'
import { launchTemplateActions } from './ec2/launch-templates.ts'
import { natGatewayActions, natHappens } from './ec2/nat-gateways.ts'
import { routeTableActions } from './ec2/route-tables.ts'
import { securityGroupActions } from './ec2/security-groups.ts'
import { subnetActions } from './ec2/subnets.ts'
import { tagActions } from './ec2/tag-actions.ts'
import { vpcActions } from './ec2/vpcs.ts'
import { balancerHappens, loadBalancerActions } from './load-balancing.ts'
import { parseQuery } from './query.ts'
import { scalingHappens } from './scaling-tick.ts'
import { stsActions } from './sts.ts'
import { targetGroupActions } from './target-groups.ts'
import { xmlElement, type XmlFields } from './xml.ts'

const ACTIONS: Readonly<Record<string, Actions>> = {
  ec2: {
    ...vpcActions, ...subnetActions, ...internetGatewayActions, ...natGatewayActions, ...addressActions,
    ...routeTableActions, ...securityGroupActions, ...keyPairActions, ...imageActions, ...instanceActions,
    ...launchTemplateActions, ...tagActions,
  },
  autoscaling: autoScalingActions,
  elasticloadbalancing: { ...loadBalancerActions, ...targetGroupActions },
  sts: stsActions,
}

const EVENTS: Readonly<Record<string, (world: World, event: WorldEvent) => void>> = {
  'aws.instanceRuns': instanceHappens,
  'aws.instanceGone': instanceHappens,
  'aws.instanceEnds': instanceHappens,
  'aws.natAvailable': natHappens,
  'aws.natDeleted': natHappens,
  'aws.balancerActive': balancerHappens,
  'aws.scalingTick': scalingHappens,
}

/** EC2, Auto Scaling, load balancing and STS by their query protocol. */
export const awsService: Service = {
  name: 'aws',
  handle(world, request) {
    const call = awsCall(request)
    if (!call) return undefined
    const { service, region, action } = call
    try {
      const act = ACTIONS[service]?.[action]
      if (!act) throw new AwsError('InvalidAction', `The action ${action} is not valid for this web service.`)
      return answer(service, action, act({ world, region, params: parseQuery(request.body) }))
    } catch (error) {
      if (error instanceof AwsError) return awsErrorAnswer(service, action, error)
      throw error
    }
  },
  happen: (world, event) => EVENTS[event.kind]?.(world, event),
}

function answer(service: string, action: string, fields: XmlFields) {
  const body =
    service === 'ec2'
      ? xmlElement(`${action}Response`, { requestId: 'rehearsal', ...fields }, 'item')
      : xmlElement(`${action}Response`, { [`${action}Result`]: fields, ResponseMetadata: { RequestId: 'rehearsal' } }, 'member')
  return { status: 200, headers: { 'content-type': 'text/xml' }, body, action }
}
