import { DescribeTagsCommand, type ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'
import { isOwned, keyOn, type AwsTag } from './tags.ts'

/** DescribeTags takes this many at once. */
const TAGS_PAGE = 20

/**
 * The items that are ours, with their keys. Load balancing has no search by tag, so tags are asked for by pages, and
 * only of items whose names can be ours.
 */
export async function oursByTags<Item>(
  client: ElasticLoadBalancingV2Client,
  { scope, kind, items, arnOf }: { scope: Scope; kind: KindName; items: readonly Item[]; arnOf: (item: Item) => string },
): Promise<{ key: Key; item: Item }[]> {
  const tags = new Map<string, AwsTag[]>()
  for (let start = 0; start < items.length; start += TAGS_PAGE) {
    const ResourceArns = items.slice(start, start + TAGS_PAGE).map(arnOf)
    const answer = await client.send(new DescribeTagsCommand({ ResourceArns }))
    for (const { ResourceArn, Tags } of answer.TagDescriptions ?? []) if (ResourceArn) tags.set(ResourceArn, Tags ?? [])
  }
  return items.flatMap((item) => {
    const own = tags.get(arnOf(item))
    const key = isOwned(scope, own) ? keyOn(kind, own) : undefined
    return key === undefined ? [] : [{ key, item }]
  })
}
