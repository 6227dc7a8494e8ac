import type { Scope } from '../../workflows/contract/resource.ts'
import { refuse } from '../failures.ts'

/** Zabbix groups and actions have nothing to tag, so they are ours by a name that says fleet and environment. */
export function refuseForeignName({ fleet, environment }: Scope, name: string): void {
  if (name.includes(fleet) && name.includes(environment)) return
  throw refuse(
    'NotOurs',
    `Zabbix' "${name}" does not say fleet ${fleet} and environment ${environment} in its name`,
    'it is neither changed nor removed; use a name with both in it',
  )
}
