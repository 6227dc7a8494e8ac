import type { Operation } from '../../workflows/contract/activities.ts'
import type { PlanResult } from '../../workflows/contract/operations.ts'
import type { Scope } from '../../workflows/contract/resource.ts'
import { compareAll } from './compare.ts'
import type { Compared } from './compare.ts'
import type { Kinds } from './kinds.ts'
import { lookAtOthers, ownedKeys } from './list-owned.ts'

/** Lists what lies in the network of this id without our tags, a line each. */
export type ListUnowned = (scope: Scope, vpc: string) => Promise<string[]>

/** What provisioning would do now. Writes nothing. */
export const planEnvironment =
  ({ kinds, listUnowned }: { kinds: Kinds; listUnowned: ListUnowned }) =>
  async (operation: Operation): Promise<PlanResult> => {
    const { scope, resources } = operation
    const { compared, looks } = await compareAll(kinds, scope, resources)
    const owned = ownedKeys(kinds, await lookAtOthers(kinds, operation, looks))
    const vpcs = looks.get('aws.vpc')
    const networks = vpcs && 'seen' in vpcs ? vpcs.seen : []
    const unowned = await Promise.all(networks.map((network) => listUnowned(scope, network.id)))
    const wanted = new Set(resources.map((resource) => resource.key))
    const inState = (state: Compared['state']) => compared.filter((one) => one.state === state).map((one) => one.key)
    return {
      environment: scope.environment,
      make: inState('missing'),
      change: compared.flatMap((one) => (one.state === 'differs' ? [{ key: one.key, differences: one.differences }] : [])),
      remove: owned.filter((key) => !wanted.has(key)),
      unowned: unowned.flat(),
      unknown: compared.flatMap((one) => (one.state === 'unknown' ? [{ key: one.key, why: one.why }] : [])),
      unchanged: [...inState('inSync'), ...inState('waits')],
    }
  }
