import * as management from './management-clusters.ts'
import * as machines from './machines.ts'
import * as nodes from './nodes.ts'
import * as open from './open-paths.ts'
import * as provisioning from './provisioning-clusters.ts'
import * as registration from './registration-tokens.ts'
import * as settings from './settings.ts'
import * as tokens from './tokens.ts'
import * as users from './users.ts'
import { logIn } from './sign-in.ts'
import { normanError, steveError, type Call, type Reply } from './wire.ts'

type Handler = (call: Call, ...parts: string[]) => Reply
type Methods = Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler>>

/** Paths that ask for no token. */
const openTable: Record<string, Methods> = {
  '/ping': { GET: open.ping },
  '/healthz': { GET: open.healthz },
  '/rancherversion': { GET: open.rancherVersion },
  '/system-agent-install.sh': { GET: open.installScript },
  '/v3/connect/agent': { GET: open.connectAgent },
  '/v3-public/localproviders/local': { POST: logInAction },
}

/** `*` is one part of a path. Rancher does not care about the case of a type's name. */
const table: Record<string, Methods> = {
  '/v3/settings': { GET: settings.listSettings },
  '/v3/settings/*': { GET: settings.getSetting, PUT: settings.putSetting },
  '/v3/users': { GET: users.listUsers, POST: users.actOnUsers },
  '/v3/users/*': { GET: users.getUser, POST: users.actOnUser },
  '/v3/tokens': { GET: tokens.listTokens, POST: tokens.createToken },
  '/v3/tokens/*': { GET: tokens.getToken, DELETE: tokens.deleteToken },
  '/v3/clusters': { GET: management.listManagementClusters },
  '/v3/clusters/*': { GET: management.getManagementCluster },
  '/v3/clusters/*/clusterregistrationtokens': { GET: registration.listRegistrationTokens },
  '/v3/clusters/*/nodes': { GET: nodes.listNodes },
  '/v3/clusterregistrationtokens': {
    GET: (call) => registration.listRegistrationTokens(call),
    POST: registration.createRegistrationToken,
  },
  '/v3/clusterregistrationtokens/*': { GET: registration.getRegistrationToken },
  '/v3/nodes': { GET: (call) => nodes.listNodes(call) },
  '/v3/nodes/*': { GET: nodes.getNode, POST: nodes.actOnNode },
  '/v1/provisioning.cattle.io.clusters': { GET: provisioning.listClusters, POST: provisioning.createCluster },
  '/v1/provisioning.cattle.io.clusters/*': { GET: provisioning.listClusters, POST: provisioning.createCluster },
  '/v1/provisioning.cattle.io.clusters/*/*': {
    GET: provisioning.getCluster,
    PUT: provisioning.putCluster,
    DELETE: provisioning.deleteCluster,
  },
  '/v1/cluster.x-k8s.io.machines': { GET: machines.listMachines },
  '/v1/cluster.x-k8s.io.machines/*': { GET: machines.listMachines },
  '/v1/cluster.x-k8s.io.machines/*/*': { GET: machines.getMachine, DELETE: machines.deleteMachine },
}

/** The answer of a path that needs no token, or undefined. */
export const answerOpen = (call: Call): Reply | undefined => {
  const { method, path } = call.request
  const setting = /^\/v3\/settings\/([^/]+)$/.exec(path)?.[1]
  if (method === 'GET' && setting && settings.openSettings.includes(setting))
    return settings.getSetting(call, setting)
  const found = lookUp(openTable, path)
  return found && dispatch(call, found)
}

export const answerSignedIn = (call: Call): Reply => {
  const found = lookUp(table, call.request.path)
  return found ? dispatch(call, found) : unknownPath(call)
}

interface Found {
  methods: Methods
  parts: string[]
}

const lookUp = (routes: Record<string, Methods>, path: string): Found | undefined => {
  const words = path.split('/').map(decodeURIComponent)
  for (const [pattern, methods] of Object.entries(routes)) {
    const wanted = pattern.split('/')
    const fits =
      wanted.length === words.length && wanted.every((word, at) => word === '*' || word === words[at]?.toLowerCase())
    if (fits) return { methods, parts: words.filter((_word, at) => wanted[at] === '*') }
  }
  return undefined
}

const dispatch = (call: Call, { methods, parts }: Found): Reply => {
  // An own key of the table, or nothing: a method without a handler is refused below.
  const handler = methods[call.request.method as keyof Methods]
  return handler ? handler(call, ...parts) : methodRefused(call)
}

/** Each API refuses a method in its own way; `/v1` knows no PATCH of namespaced objects at all. */
const methodRefused = (call: Call): Reply => {
  const { method, path } = call.request
  const message = `Method ${method} not supported`
  if (!path.startsWith('/v1/')) return normanError({ status: 405, code: 'MethodNotAllow', message })
  return method === 'PATCH'
    ? steveError({ status: 404, code: 'NotFound', message: 'the server could not find the requested resource' })
    : steveError({ status: 403, code: 'PermissionDenied', message })
}

const unknownPath = (call: Call): Reply => {
  const { path } = call.request
  if (path.startsWith('/k8s/clusters/')) {
    const message = 'cluster not provisioned'
    return {
      status: 503,
      body: { Code: { Code: 'ClusterUnavailable', Status: 503 }, Message: message, Cause: null, FieldName: '' },
    }
  }
  if (!path.startsWith('/v3/')) return { status: 404 }
  return normanError({ status: 404, code: 'NotFound', message: `failed to find schema ${path.split('/')[2] ?? ''}` })
}

function logInAction(call: Call): Reply {
  return call.request.query.get('action') === 'login' ? logIn(call) : methodRefused(call)
}
