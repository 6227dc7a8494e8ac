import { groups, text, type Params } from './query.ts'
import type { Xml } from './xml.ts'

/** Tags that a creating call of EC2 carries for this type of object. */
export function tagsInRequest(params: Params, type: string): Record<string, string> {
  const specification = groups(params, 'TagSpecification').find((one) => text(one, 'ResourceType') === type)
  return specification ? tagsIn(groups(specification, 'Tag')) : {}
}

export const tagsIn = (tags: readonly Params[]): Record<string, string> =>
  Object.fromEntries(tags.map((tag) => [text(tag, 'Key') ?? '', text(tag, 'Value') ?? '']))

export const tagSet = (tags: Record<string, string>): Xml =>
  Object.entries(tags).map(([key, value]) => ({ key, value }))
