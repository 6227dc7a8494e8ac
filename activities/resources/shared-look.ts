import type { Scope } from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'
import type { Seen, Wanted } from './kind.ts'
import { kindNamed } from './kinds.ts'
import type { Kinds } from './kinds.ts'

export type Look = (name: KindName, scope: Scope, wanted: Wanted<KindName>) => Promise<Seen<unknown>[]>

/**
 * One look at a kind serves everyone who asked before it began: six subnets made side by side are one
 * DescribeSubnets. Nobody is served by a look that began before he asked, so what he sees is never older than his
 * question; that is what makes looking before writing safe.
 */
export function sharedLook(kinds: Kinds, gatherMs = GATHER_MS): Look {
  const gathering = new Map<string, Gathering>()
  const lastLook = new Map<string, Promise<unknown>>()
  return (name, scope, wanted) => {
    const place = [name, scope.fleet, scope.environment, JSON.stringify(scope.cloud)].join(' ')
    const joined = gathering.get(place)
    if (joined) {
      joined.wanted.push(wanted)
      return joined.look
    }
    const asked = [wanted]
    const look = begin(gatherMs, lastLook.get(place)).then(() => {
      gathering.delete(place)
      return kindNamed(kinds, name).observe(scope, asked)
    })
    gathering.set(place, { wanted: asked, look })
    // The next look waits for this one: those who ask meanwhile share one call instead of making one each.
    lastLook.set(place, look.catch(ignoreHere))
    return look
  }
}

interface Gathering {
  wanted: Wanted<KindName>[]
  look: Promise<Seen<unknown>[]>
}

/** Activities of one wave reach the worker within a few milliseconds of each other. */
const GATHER_MS = 25

async function begin(gatherMs: number, previous: Promise<unknown> | undefined): Promise<void> {
  await Promise.all([previous, new Promise((resolve) => setTimeout(resolve, gatherMs))])
}

/** Whoever asked gets the failure from `look` itself; the one who queues behind only needs to know that it ended. */
const ignoreHere = (): undefined => undefined
