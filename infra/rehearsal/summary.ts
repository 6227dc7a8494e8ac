import { TAG_RESOURCE } from '../../workflows/contract/resource.ts'
import { allThings } from './aws/all-things.ts'
import type { World } from './world.ts'

export interface SummaryItem {
  readonly id: string
  readonly tags: Readonly<Record<string, string>>
  /** The tag `trailboss:resource`. */
  readonly key?: string
}

export interface Summary {
  readonly counts: Record<string, number>
  readonly objects: Record<string, SummaryItem[]>
}

/** Everything in the cloud that is there or still going away, by kind. What is gone is left out. */
export function summaryOf(world: World): Summary {
  const objects: Record<string, SummaryItem[]> = {}
  for (const { kind, id, tags } of allThings(world)) {
    const key = tags[TAG_RESOURCE]
    const items = (objects[kind] ??= [])
    items.push({ id, tags, ...(key === undefined ? {} : { key }) })
  }
  const counts = Object.fromEntries(Object.entries(objects).map(([kind, items]) => [kind, items.length]))
  return { counts, objects }
}
