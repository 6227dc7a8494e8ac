import type { Outputs, Scope } from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'
import { retryLater } from '../failures.ts'
import type { Kind, Seen, Wanted } from './kind.ts'

/** Something that comes about by itself (a server answers, nodes register): open, or closed with the reason in words. */
export type GateView = { readonly open: true; readonly outputs: Outputs } | { readonly open: false; readonly why: string }

/**
 * A kind that is waited for and never made: `create` fails with `NotYet`, in words, until `look` finds the gate open.
 */
export function gate<K extends KindName>(
  name: K,
  look: (wanted: Wanted<K>, scope: Scope) => Promise<GateView>,
): Kind<K, null> {
  return {
    name,
    nothingToRemove: true,
    observe: async (scope, wanted) => {
      const views = await Promise.all(wanted.map(async (one) => seenThrough(one, await look(one, scope))))
      return views.filter((seen) => seen !== undefined)
    },
    diff: () => [],
    create: async (scope, wanted) => {
      const view = await look(wanted, scope)
      if (!view.open) throw retryLater('NotYet', view.why)
      return openGate(wanted, view.outputs)
    },
    update: async (_scope, _wanted, seen) => seen,
    remove: async () => {},
    waitsFor: () => undefined,
  }
}

const seenThrough = (wanted: Wanted<KindName>, view: GateView) =>
  view.open ? openGate(wanted, view.outputs) : undefined

const openGate = ({ key, name }: Wanted<KindName>, outputs: Outputs): Seen<null> =>
  ({ key, id: name, outputs, state: 'present', createdAt: 0, facts: null })
