import type { WireRequest } from '../world.ts'

export interface AwsCall {
  /** As the request is signed for: `ec2`, `autoscaling`, `elasticloadbalancing`, `sts`. */
  readonly service: string
  readonly region: string
  readonly action: string
}

/** Which call of which AWS service this is, by what it is signed for; undefined when it is none. */
export function awsCall({ headers, body }: WireRequest): AwsCall | undefined {
  const scope = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(headers['authorization'] ?? '')
  if (!scope) return undefined
  const [, region = '', service = ''] = scope
  return { service, region, action: new URLSearchParams(body).get('Action') ?? 'unknown' }
}
