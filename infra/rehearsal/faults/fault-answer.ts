import { awsErrorAnswer } from '../aws/aws-error.ts'
import type { WireAnswer } from '../world.ts'
import type { FaultKind } from './fault-plan.ts'

/** What a refused call is told, in the service's own words. `aws` names the AWS service, where it is one. */
export function faultAnswer(fault: FaultKind, { aws, action }: { aws?: string; action: string }): WireAnswer {
  if (aws) return awsErrorAnswer(aws, action, awsFault(fault, aws, action))
  const { status, code, message } = plainFaults[fault] ?? unexplained
  const body = JSON.stringify({ type: 'error', status, code, message })
  return { status, headers: { 'content-type': 'application/json' }, body, action }
}

function awsFault(fault: FaultKind, aws: string, action: string): { status: number; code: string; message: string } {
  const ec2 = aws === 'ec2'
  if (fault === 'throttle') {
    return ec2
      ? { status: 503, code: 'RequestLimitExceeded', message: 'Request limit exceeded.' }
      : { status: 400, code: 'Throttling', message: 'Rate exceeded' }
  }
  if (fault === 'accessDenied') {
    const message = 'You are not authorized to perform this operation.'
    return { status: 403, code: ec2 ? 'UnauthorizedOperation' : 'AccessDenied', message }
  }
  if (fault === 'badCredentials') {
    const message = 'AWS was not able to validate the provided access credentials'
    return ec2 ? { status: 401, code: 'AuthFailure', message } : { status: 403, code: 'InvalidClientTokenId', message }
  }
  if (fault === 'quota') return { status: 400, code: quotaCodes[action] ?? 'LimitExceeded', message: 'The limit of this account has been reached.' }
  return ec2
    ? { status: 500, code: 'InternalError', message: 'An internal error has occurred' }
    : { status: 500, code: 'InternalFailure', message: 'An internal failure has occurred' }
}

const quotaCodes: Record<string, string> = {
  RunInstances: 'VcpuLimitExceeded',
  AllocateAddress: 'AddressLimitExceeded',
  CreateVpc: 'VpcLimitExceeded',
  CreateSubnet: 'SubnetLimitExceeded',
  CreateInternetGateway: 'InternetGatewayLimitExceeded',
  CreateNatGateway: 'NatGatewayLimitExceeded',
  CreateRouteTable: 'RouteTableLimitExceeded',
  CreateSecurityGroup: 'SecurityGroupLimitExceeded',
  CreateLoadBalancer: 'TooManyLoadBalancers',
  CreateTargetGroup: 'TooManyTargetGroups',
}

const unexplained = { status: 503, code: 'ServiceUnavailable', message: 'the service is not available' }

const plainFaults: Partial<Record<FaultKind, typeof unexplained>> = {
  throttle: { status: 429, code: 'TooManyRequests', message: 'too many requests' },
  accessDenied: { status: 403, code: 'Forbidden', message: 'forbidden' },
  badCredentials: { status: 401, code: 'Unauthorized', message: 'must authenticate' },
  quota: { status: 422, code: 'LimitExceeded', message: 'the limit has been reached' },
}
