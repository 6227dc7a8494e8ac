import type { Key } from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'
import type { Kind } from '../resources/kind.ts'
import { autoScalingGroupKind } from './auto-scaling-group.ts'
import type { AwsDeps } from './aws-deps.ts'
import { isNotFound, toFailure } from './aws-failure.ts'
import { actionOf } from './call-action.ts'
import { elasticIpKind } from './elastic-ip.ts'
import { imageKind } from './image.ts'
import { instanceKind } from './instance.ts'
import { internetGatewayKind } from './internet-gateway.ts'
import { keyPairKind } from './key-pair.ts'
import { launchTemplateKind } from './launch-template.ts'
import { listenerKind } from './listener.ts'
import { natGatewayKind } from './nat-gateway.ts'
import { networkLoadBalancerKind } from './network-load-balancer.ts'
import { routeTableKind } from './route-table.ts'
import { securityGroupKind } from './security-group.ts'
import { subnetKind } from './subnet.ts'
import { targetGroupKind } from './target-group.ts'
import { vpcKind } from './vpc.ts'

/** Every kind of thing on AWS, by its name. Their failures are ours: who acts next, on what, and how. */
export const awsKinds = (deps: AwsDeps) => ({
  'aws.vpc': translated(vpcKind(deps)),
  'aws.subnet': translated(subnetKind(deps)),
  'aws.internetGateway': translated(internetGatewayKind(deps)),
  'aws.elasticIp': translated(elasticIpKind(deps)),
  'aws.natGateway': translated(natGatewayKind(deps)),
  'aws.routeTable': translated(routeTableKind(deps)),
  'aws.securityGroup': translated(securityGroupKind(deps)),
  'aws.keyPair': translated(keyPairKind(deps)),
  'aws.image': translated(imageKind(deps)),
  'aws.instance': translated(instanceKind(deps)),
  'aws.networkLoadBalancer': translated(networkLoadBalancerKind(deps)),
  'aws.targetGroup': translated(targetGroupKind(deps)),
  'aws.listener': translated(listenerKind(deps)),
  'aws.launchTemplate': translated(launchTemplateKind(deps)),
  'aws.autoScalingGroup': translated(autoScalingGroupKind(deps)),
})

function translated<K extends KindName, Facts>(kind: Kind<K, Facts>): Kind<K, Facts> {
  const saying = async <Result>(key: Key | K, act: () => Promise<Result>): Promise<Result> => {
    try {
      return await act()
    } catch (error) {
      throw toFailure(error, { action: actionOf(error), key })
    }
  }
  return {
    ...kind,
    observe: (scope, wanted) => saying(kind.name, () => kind.observe(scope, wanted)),
    create: (scope, wanted) => saying(wanted.key, () => kind.create(scope, wanted)),
    update: (scope, wanted, seen, differences) =>
      saying(wanted.key, () => kind.update(scope, wanted, seen, differences)),
    remove: (scope, seen) => saying(seen.key, () => removeIfThere(() => kind.remove(scope, seen))),
  }
}

/** Somebody was quicker: what was to be removed is gone. */
async function removeIfThere(remove: () => Promise<void>): Promise<void> {
  try {
    await remove()
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}
