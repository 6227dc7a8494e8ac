import { DescribeTagsCommand, type ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'
import { isOwned, keyOn } from './tags.ts'

interface OurElbs {
  elb: ElasticLoadBalancingV2Client
  scope: Scope
  kind: KindName
  arns: readonly string[]
}

/** Arn → key of those that carry the tags of `scope`: this API tells tags apart from the rest, 20 objects a call. */
export async function elbKeys({ elb, scope, kind, arns }: OurElbs): Promise<Map<string, Key>> {
  const keys = new Map<string, Key>()
  for (let start = 0; start < arns.length; start += PAGE) {
    const answer = await elb.send(new DescribeTagsCommand({ ResourceArns: arns.slice(start, start + PAGE) }))
    for (const { ResourceArn, Tags } of answer.TagDescriptions ?? []) {
      const key = isOwned(scope, Tags) ? keyOn(kind, Tags) : undefined
      if (ResourceArn && key) keys.set(ResourceArn, key)
    }
  }
  return keys
}

const PAGE = 20
