import type { Outputs, Scope } from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'
import type { Kind, Seen, Wanted } from './kind.ts'
import { notYet } from './not-yet.ts'

/** Something that comes about by itself (a server answers, nodes register): open, or closed and why in words. */
export type GateView =
  | { readonly open: true; readonly outputs: Outputs }
  | { readonly open: false; readonly why: string }

/** Looks at many at once, so that one list call can serve them all; answers in their order. */
export type LookAtAll<K extends KindName> = (wanted: readonly Wanted<K>[], scope: Scope) => Promise<GateView[]>

export const oneByOne = <K extends KindName>(look: (wanted: Wanted<K>, scope: Scope) => Promise<GateView>) =>
  (wanted: readonly Wanted<K>[], scope: Scope) => Promise.all(wanted.map((one) => look(one, scope)))

/**
 * A kind that is waited for and never made: `create` fails with `NotYet`, in words, until `look` finds the gate open.
 */
export function gate<K extends KindName>(name: K, look: LookAtAll<K>): Kind<K, null> {
  return {
    name,
    lookedUp: true,
    foundByName: true,
    observe: async (scope, wanted) => {
      const views = await look(wanted, scope)
      return wanted.flatMap((one, index) => seenThrough(one, views[index]))
    },
    diff: () => [],
    create: async (scope, wanted) => {
      const [view] = await look([wanted], scope)
      if (!view?.open) throw notYet(view?.why ?? `${wanted.key} is not there yet`)
      return openGate(wanted, view.outputs)
    },
    update: async (_scope, _wanted, seen) => seen,
    remove: async () => {},
    waitsFor: () => undefined,
  }
}

const seenThrough = (wanted: Wanted<KindName>, view: GateView | undefined) =>
  view?.open ? [openGate(wanted, view.outputs)] : []

const openGate = ({ key, name }: Wanted<KindName>, outputs: Outputs): Seen<null> =>
  ({ key, id: name, outputs, state: 'present', createdAt: 0, facts: null })
