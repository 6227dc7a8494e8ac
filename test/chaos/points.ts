import type { Moment } from '../support/killing-proxy.ts'

export type Point = `${Moment['phase']} ${string}`

/**
 * The first meeting of each point, once. By name and not by order of arrival, which differs from run to run: a point
 * that matters must not be left out by chance.
 */
export function meetPoints(points: readonly Point[]): { readonly met: readonly Point[]; meets(moment: Moment): boolean } {
  const met: Point[] = []
  return {
    met,
    meets({ phase, action }) {
      const point: Point = `${phase} ${action}`
      if (!points.includes(point) || met.includes(point)) return false
      met.push(point)
      return true
    },
  }
}

/** Mostly the worst moment: the act is done, and who asked for it dies before hearing so. */
export const twelvePoints: readonly Point[] = [
  'after DescribeVpcs',
  'after CreateVpc',
  'after AllocateAddress',
  'answered CreateSubnet',
  'after CreateSecurityGroup',
  'after CreateNatGateway',
  'before CreateRouteTable',
  'after RunInstances',
  'after POST /v3/tokens',
  'after POST /v1/provisioning.cattle.io.clusters',
  'answered CreateLaunchTemplate',
  'after CreateAutoScalingGroup',
]

/** An act that is done is not asked for again, so none is met `after` and `answered` both. */
export const manyPoints: readonly Point[] = [
  ...twelvePoints,
  'before ImportKeyPair',
  'after ImportKeyPair',
  'before hostgroup.create',
  'after hostgroup.create',
  'before ModifySubnetAttribute',
  'after ModifySubnetAttribute',
  'after CreateInternetGateway',
  'answered AttachInternetGateway',
  'before CreateSecurityGroup',
  'after AuthorizeSecurityGroupIngress',
  'before template.get',
  'after action.create',
  'after CreateRouteTable',
  'answered CreateRoute',
  'after AssociateRouteTable',
  'answered GET /ping',
  'before POST /v3-public/localProviders/local?action=login',
  'after POST /v3/users/…?action=setpassword',
  'answered PUT /v3/settings/server-url',
  'before CreateAutoScalingGroup',
  'answered GET /v1/cluster.x-k8s.io.machines',
  // More than the thirty that are asked for, because a few are passed by in each run.
  'before CreateVpc',
  'before AllocateAddress',
  'before CreateSubnet',
  'before CreateInternetGateway',
  'before CreateNatGateway',
  'before AssociateRouteTable',
  'before RunInstances',
  'before POST /v3/tokens',
  'before POST /v1/provisioning.cattle.io.clusters',
  'before CreateLaunchTemplate',
]
