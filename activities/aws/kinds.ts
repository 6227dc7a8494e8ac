import type { AnyKind } from '../resources/kinds.ts'
import { autoScalingGroupKind } from './auto-scaling-group.ts'
import type { AwsDeps } from './aws-deps.ts'
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
import { toldFailures } from './told-failures.ts'
import { vpcKind } from './vpc.ts'

/** Every kind of AWS that Trailboss makes, each with its errors told in our words. */
export const awsKinds = (deps: AwsDeps): AnyKind[] =>
  [
    vpcKind(deps),
    subnetKind(deps),
    internetGatewayKind(deps),
    elasticIpKind(deps),
    natGatewayKind(deps),
    routeTableKind(deps),
    securityGroupKind(deps),
    keyPairKind(deps),
    imageKind(deps),
    instanceKind(deps),
    networkLoadBalancerKind(deps),
    targetGroupKind(deps),
    listenerKind(deps),
    launchTemplateKind(deps),
    autoScalingGroupKind(deps),
  ].map((kind: AnyKind) => toldFailures(kind))
