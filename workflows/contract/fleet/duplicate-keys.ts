import { isScalar, visit } from 'yaml'
import type { Document, YAMLMap } from 'yaml'
import type { Mistake } from './mistake.ts'
import { shortened } from './mistake.ts'
import type { LocateOffset } from './locate.ts'

/** Keys that stand twice in their map, and the one key that would not become a key of an object at all. */
export function duplicateKeys(document: Document, locateOffset: LocateOffset): Mistake[] {
  const mistakes: Mistake[] = []
  visit(document, {
    Map: (_, map) => {
      mistakes.push(...inMap(map, locateOffset))
    },
  })
  return mistakes
}

function inMap(map: YAMLMap, locateOffset: LocateOffset): Mistake[] {
  const seen = new Set<string>()
  return map.items.flatMap(({ key }) => {
    const name = isScalar(key) ? String(key.value) : undefined
    const at = isScalar(key) && key.range ? locateOffset(key.range[0]) : {}
    if (name === undefined) return [{ path: '', message: 'a key must be plain text' }]
    if (name === '__proto__') return [{ path: name, ...at, message: 'is not a name that a fleet file may use' }]
    if (seen.has(name)) return [{ path: shortened(name), ...at, message: 'stands twice here; remove one of the two' }]
    seen.add(name)
    return []
  })
}
