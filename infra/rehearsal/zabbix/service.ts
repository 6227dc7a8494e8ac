import type { Service, WireRequest } from '../world.ts'
import { startUpSettings } from '../rancher/start-up-settings.ts'
import { answerBody, dialectOf } from './json-rpc.ts'
import { callMethod } from './methods.ts'
import { refreshAgents, report } from './registration.ts'
import { zabbixes, zabbixOf } from './state.ts'

const contentTypes = ['application/json-rpc', 'application/json', 'application/jsonrequest']

/** Zabbix servers: every host that is asked at `/api_jsonrpc.php` is one, and exists from then on. */
export const zabbixService: Service = {
  name: 'zabbix',

  handle(world, request) {
    if (!request.path.endsWith('/api_jsonrpc.php')) return undefined
    const action = `POST ${methodNames(request)}`
    if (!contentTypes.includes(contentType(request))) return { status: 412, headers: {}, body: '', action }
    const zabbix = zabbixOf(world, hostName(request.host))
    refreshAgents(zabbix, world.now())
    const body = answerBody(request.body, dialectOf(zabbix.version), (call) =>
      callMethod(world, zabbix, call, request.headers['authorization']),
    )
    return { status: 200, headers: { 'content-type': 'application/json' }, body, action }
  },

  machineStarted(world, machine) {
    const settings = startUpSettings(machine.userData)
    const server = settings['TRAILBOSS_ZABBIX_SERVER']
    if (!server) return
    const zabbix = zabbixOf(world, hostName(server))
    const agent = {
      hostName: settings['TRAILBOSS_HOST_NAME'] || machine.hostName,
      address: machine.privateAddress,
      metadata: settings['TRAILBOSS_ZABBIX_METADATA'] ?? '',
      triedAt: world.now(),
    }
    zabbix.agents[machine.id] = agent
    report(zabbix, agent, world.now())
  },

  /** The host stays, as nobody told Zabbix; only its agent is silent. */
  machineGone(world, machine) {
    for (const zabbix of Object.values(zabbixes(world))) {
      refreshAgents(zabbix, world.now())
      delete zabbix.agents[machine.id]
    }
  },
}

const hostName = (host: string): string => (host.split(':')[0] ?? '').toLowerCase()

const contentType = (request: WireRequest): string =>
  (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? ''

/** For the call log: which methods a body calls, without reading more of it. */
const methodNames = (request: WireRequest): string =>
  [...request.body.matchAll(/"method"\s*:\s*"([a-zA-Z.]+)"/g)].map(([, name]) => name).join('+') || request.path
