import { describe } from '@jest/globals'
import {
  at,
  bootstrapPassword,
  clusterBody,
  clusters,
  host,
  joinCommand,
  nodeMachine,
  runningRancher,
} from './running-rancher.ts'
import { recordingsSuite, type Recording } from './recordings-suite.ts'

/** A Rancher as it was when a recording was made: signed in, with cluster `apps` in the state its name calls for. */
function serverFor({ name }: Recording) {
  const rancher = runningRancher()
  rancher.signIn()
  const token = String(at(rancher.call('POST', '/v3/tokens', { description: 'api token' }).body, 'token'))
  const user = String(at(rancher.call('GET', '/v3/users?me=true').body, 'data', 0, 'id'))
  if (!name.startsWith('050')) rancher.call('PUT', '/v3/settings/server-url', { value: `https://${host}` })
  if (!/^(rke2-7|wh-1[14]|wh-131|imp-9)/.test(name) || name.startsWith('rke2-700'))
    return { ...rancher, user, token, cluster: '' }
  rancher.call('POST', clusters, clusterBody('apps'))
  rancher.pass(10_000)
  const cluster = String(at(rancher.call('GET', `${clusters}/fleet-default/apps`).body, 'status', 'clusterName'))
  if (/^(rke2-72|imp)/.test(name)) {
    rancher.start(nodeMachine('i-c1', joinCommand(rancher, 'apps', '--etcd --controlplane --worker')))
  }
  if (name.startsWith('imp')) rancher.pass(80_000)
  return { ...rancher, user, token, cluster }
}

/** The recorded request, put to our server in its own names. */
function replay(recording: Recording) {
  const { method, path, headers, body } = recording.request
  const server = serverFor(recording)
  const own = path
    .replace('user-66xbm', server.user)
    .replace('token-rhfjz', server.token.split(':')[0] ?? '')
    .replace(/c-m-\w{8}|c-7nt8h/, server.cluster)
    .replace(/fleet-default\/rke2-\w+/, 'fleet-default/apps')
  const recorded = headers['Authorization']
  const isBroken = recorded === undefined || recording.name.includes('badtoken')
  const agentToken = () => at(server.call('GET', '/v3/clusterregistrationtokens').body, 'data', 0, 'token')
  const bearer = path.startsWith('/v3/connect') ? String(agentToken()) : server.token
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return server.ask({
    method,
    host,
    path: own,
    headers: { ...lower, ...(isBroken ? {} : { authorization: `Bearer ${bearer}` }) },
    body: bodyFor(recording, server, body),
  })
}

const bodyFor = ({ name }: Recording, server: ReturnType<typeof serverFor>, body: unknown): unknown => {
  const current = () => server.call('GET', `${clusters}/fleet-default/apps`).body
  if (name === 'wh-131-rke2-create-dup') return clusterBody('apps')
  if (name === 'wh-147-rke2-put-conflict409') return changed(current(), '1')
  if (name === 'wh-148-rke2-put-norv') return changed(current(), '')
  if (name === '030-changepassword-wrong')
    return { currentPassword: `${bootstrapPassword}!`, newPassword: 'New-admin-pass-123' }
  return body
}

/** The object with another resourceVersion. */
const changed = (object: unknown, resourceVersion: string): unknown => ({
  ...Object(object),
  metadata: { ...Object(at(object, 'metadata')), resourceVersion },
})

// What these bodies hold beyond what a rehearsal shows: bookkeeping of Kubernetes and of drivers that are not rehearsed.
const bookkeeping = /\.annotations\.|\.finalizers/
const management =
  /(ke|aks|eks|gke)Status$|\.(answers|appliedSpec|capabilities|clusterSecrets|labels)(\.|$)|\.annotations\./
const leftOut: Record<string, RegExp> = {
  'rke2-701-1-prov': bookkeeping,
  'rke2-701-1-mgmt': management,
  'rke2-720-0-prov': bookkeeping,
  'rke2-721-11-machines': /\.v1beta2$|\.fields|\.labels\.objectset/,
  'imp-901-nodes-active': /\.labels\.|\.annotations\.|\.conditions\[\]|\.taints$/,
  'wh-132-rke2-create-noname': /\.generateName$/,
}

describe('the rehearsed Rancher beside a real one', () => {
  recordingsSuite(replay, leftOut)
})
