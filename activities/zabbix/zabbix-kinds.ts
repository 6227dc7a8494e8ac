import type { ZabbixDeps } from './client.ts'
import { zabbixHostGroup } from './host-group.ts'
import { zabbixRegistrationAction } from './registration-action.ts'

/** Every kind of resource that lives in Zabbix, by its name. */
export const zabbixKinds = (deps: ZabbixDeps) => ({
  'zabbix.hostGroup': zabbixHostGroup(deps),
  'zabbix.registrationAction': zabbixRegistrationAction(deps),
})
