import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml'
import type { Document } from 'yaml'
import type { Path } from './mistake.ts'

export interface Place {
  line?: number
  column?: number
}

export type LocateOffset = (offset: number) => { line: number; column: number }

/** Where a path is written: its value, or its key. What is not written stands where the part around it does. */
export type Locate = (path: Path, at?: 'key') => Place & { whole?: boolean }

/** `whole` in an answer says that the full path is in the text, and not only the part around it. */
export const locator = (document: Document, locateOffset: LocateOffset): Locate => (path, at) => {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const [index, part] of path.entries()) {
    const found = childOf(resolved(node, document), part)
    if (!found) return locateOffset(offset)
    const last = index === path.length - 1
    // A part around something missing is pointed at by its name: that is where a person adds it.
    offset = (last && at !== 'key' ? startOf(found.value) : undefined) ?? startOf(found.key) ?? startOf(found.value) ?? offset
    node = found.value
  }
  return { ...locateOffset(offset), whole: true }
}

function childOf(node: unknown, part: PropertyKey): { key?: unknown; value: unknown } | undefined {
  if (isMap(node)) return node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
  if (isSeq(node) && Number(part) < node.items.length) return { value: node.items[Number(part)] }
  return undefined
}

const resolved = (node: unknown, document: Document): unknown => (isAlias(node) ? node.resolve(document) : node)

const startOf = (node: unknown): number | undefined => (isNode(node) ? (node.range?.[0] ?? undefined) : undefined)
