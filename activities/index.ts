import type { Client } from '@temporalio/client'
import type { Activities } from '../workflows/contract/activities.ts'
import { readOperation } from './fleet/read-operation.ts'
import { acquireLease } from './keeper/acquire-lease.ts'
import { isRunning } from './keeper/is-running.ts'
import { withStepFailures } from './resources/step-failures.ts'
import { ensureResource } from './resources/ensure-resource.ts'
import { kindsByName } from './resources/kinds.ts'
import type { AnyKind } from './resources/kinds.ts'
import { listOwned } from './resources/list-owned.ts'
import { observeEnvironment } from './resources/observe-environment.ts'
import { planEnvironment } from './resources/plan-environment.ts'
import type { ListUnowned } from './resources/plan-environment.ts'
import { removeResource } from './resources/remove-resource.ts'
import { sharedLook } from './resources/shared-look.ts'

interface ActivityDeps {
  readonly kinds: readonly AnyKind[]
  readonly client: Client
  readonly listUnowned: ListUnowned
}

/** Everything that workflows may ask for, made from the kinds and the client that the composition root built. */
export function makeActivities({ kinds: all, client, listUnowned }: ActivityDeps): Activities {
  const kinds = kindsByName(all)
  const look = sharedLook(kinds)
  return {
    readOperation,
    observeEnvironment: observeEnvironment({ kinds }),
    planEnvironment: planEnvironment({ kinds, listUnowned }),
    ensureResource: withStepFailures(ensureResource({ kinds, look })),
    removeResource: withStepFailures(removeResource({ kinds, look })),
    listOwned: listOwned({ kinds }),
    acquireLease: acquireLease(client),
    isRunning: isRunning(client),
  }
}
