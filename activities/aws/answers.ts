import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'
import { refuse } from '../failures.ts'
import { isOwned, keyOn, type AwsTag } from './tags.ts'

/** The SDK types every field of an answer as optional; those that AWS always sends are parsed once, here. */
export function given<T>(value: T | undefined, field: string): T {
  if (value !== undefined) return value
  throw refuse('RequestRefused', `AWS answered without ${field}`, 'check that the endpoint speaks this AWS API')
}

/** Every item of a paged listing. */
export async function itemsOf<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = []
  for await (const page of pages) all.push(...(items(page) ?? []))
  return all
}

/**
 * Reads the objects that are the scope's and carry a key of this kind, and leaves out the others. The listing was
 * asked for these alone, but what is not ours is removed if an endpoint ignores a filter, so it is looked at again.
 */
export function readOurs<Item extends { Tags?: AwsTag[] | undefined }, Read>(
  scope: Scope,
  kind: KindName,
  items: readonly Item[],
  read: (key: Key, item: Item) => Read,
): Read[] {
  return items.flatMap((item) => {
    const key = isOwned(scope, item.Tags) ? keyOn(kind, item.Tags) : undefined
    return key === undefined ? [] : [read(key, item)]
  })
}

export const millisecondsOf = (time: Date | string | undefined): number =>
  time === undefined ? 0 : new Date(time).getTime()
