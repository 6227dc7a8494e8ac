import type { World } from '../world.ts'
import * as actions from './actions.ts'
import * as groups from './host-groups.ts'
import * as hosts from './hosts.ts'
import * as maintenances from './maintenances.ts'
import { get } from './get.ts'
import { RpcFault, type RpcCall } from './json-rpc.ts'
import { authorize, logIn, logOut } from './sign-in.ts'
import type { Zabbix } from './state.ts'

interface Context {
  world: World
  zabbix: Zabbix
  params: unknown
  session: string
}

const methods: Record<string, (context: Context) => unknown> = {
  'apiinfo.version': ({ zabbix }) => zabbix.version,
  'user.login': ({ world, zabbix, params }) => logIn(zabbix, params, world),
  'user.logout': ({ zabbix, session }) => logOut(zabbix, session),
  'hostgroup.get': ({ zabbix, params }) => groups.getGroups(zabbix, params),
  'hostgroup.create': ({ zabbix, params }) => groups.createGroups(zabbix, params),
  'hostgroup.delete': ({ zabbix, params }) => groups.deleteGroups(zabbix, params),
  'template.get': ({ zabbix, params }) => get(zabbix.templates, params, { id: 'templateid' }),
  'action.get': ({ zabbix, params }) => actions.getActions(zabbix, params),
  'action.create': ({ zabbix, params }) => actions.createActions(zabbix, params),
  'action.update': ({ zabbix, params }) => actions.updateActions(zabbix, params),
  'action.delete': ({ zabbix, params }) => actions.deleteActions(zabbix, params),
  'host.get': ({ world, zabbix, params }) => hosts.getHosts(zabbix, params, world.now()),
  'host.create': ({ zabbix, params }) => hosts.createHosts(zabbix, params),
  'host.update': ({ zabbix, params }) => hosts.updateHosts(zabbix, params),
  'host.delete': ({ zabbix, params }) => hosts.deleteHosts(zabbix, params),
  'maintenance.get': ({ zabbix, params }) => maintenances.getMaintenances(zabbix, params),
  'maintenance.create': ({ world, zabbix, params }) => maintenances.createMaintenances(zabbix, params, world.now()),
  'maintenance.delete': ({ zabbix, params }) => maintenances.deleteMaintenances(zabbix, params),
  'problem.get': ({ params }) => get([], params, { id: 'eventid' }),
}

/** Does one call. What is unknown is refused before anybody asks who calls. */
export const callMethod = (world: World, zabbix: Zabbix, call: RpcCall, header: string | undefined): unknown => {
  const method = Object.hasOwn(methods, call.method.toLowerCase()) ? methods[call.method.toLowerCase()] : undefined
  if (!method) throw unknownMethod(call.method)
  const session = authorize(zabbix, call, header)
  return method({ world, zabbix, params: call.params ?? {}, session })
}

const unknownMethod = (name: string): RpcFault => {
  const [api = ''] = name.split('.')
  const isKnown = Object.keys(methods).some((known) => known.startsWith(`${api.toLowerCase()}.`))
  return new RpcFault(-32601, isKnown ? `Incorrect method "${name}".` : `Incorrect API "${api}".`)
}
