import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml'
import type { Document, Pair } from 'yaml'
import type { Path } from './mistake.ts'

export interface Place {
  line?: number
  column?: number
}

export type LocateOffset = (offset: number) => { line: number; column: number }

/** Where a path is written: its value, or its key. What is not written stands where the part around it does. */
export type Locate = (path: Path, at?: 'key') => Place & { whole?: boolean }

/** `whole` in an answer says that the full path is in the text, and not only the part around it. */
export function locator(document: Document, locateOffset: LocateOffset): Locate {
  const childOf = indexed()
  return (path, at) => locate(path, at, { document, locateOffset, childOf })
}

interface Text {
  document: Document
  locateOffset: LocateOffset
  childOf: ReturnType<typeof indexed>
}

function locate(path: Path, at: 'key' | undefined, { document, locateOffset, childOf }: Text): ReturnType<Locate> {
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

/** Finds children by an index of each map, made once: a file of nothing but wrong keys asks for every one of them. */
function indexed() {
  const indexes = new WeakMap<object, Map<string, Pair>>()
  return (node: unknown, part: PropertyKey): { key?: unknown; value: unknown } | undefined => {
    if (isSeq(node)) return Number(part) < node.items.length ? { value: node.items[Number(part)] } : undefined
    if (!isMap(node)) return undefined
    const index = indexes.get(node) ?? new Map(node.items.map((pair) => [keyText(pair), pair]))
    indexes.set(node, index)
    return index.get(String(part))
  }
}

const keyText = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '')

const resolved = (node: unknown, document: Document): unknown => (isAlias(node) ? node.resolve(document) : node)

const startOf = (node: unknown): number | undefined => (isNode(node) ? (node.range?.[0] ?? undefined) : undefined)
