import { normanList } from './collection.ts'
import { certificateChecksum } from './certificate-authority.ts'
import { created, letters, uuid, type Cluster, type RegistrationToken } from './state.ts'
import { bodyOf, normanError, notFound, ok, textOf, type Call, type Reply } from './wire.ts'

const type = 'clusterRegistrationToken'
const listKind = {
  resourceType: type,
  createPath: '/v3/clusterregistrationtokens',
  filters: [
    'clusterId',
    'command',
    'created',
    'creatorId',
    'insecureCommand',
    'insecureNodeCommand',
    'insecureWindowsNodeCommand',
    'manifestUrl',
    'name',
    'namespaceId',
    'nodeCommand',
    'removed',
    'state',
    'token',
    'transitioning',
    'transitioningMessage',
    'uuid',
    'windowsNodeCommand',
  ],
  sorts: [
    'command',
    'insecureCommand',
    'insecureNodeCommand',
    'insecureWindowsNodeCommand',
    'manifestUrl',
    'nodeCommand',
    'state',
    'token',
    'transitioning',
    'transitioningMessage',
    'uuid',
    'windowsNodeCommand',
  ],
}

export const listRegistrationTokens = (call: Call, clusterId?: string): Reply =>
  normanList(
    call,
    listKind,
    issued(call)
      .filter(({ cluster }) => clusterId === undefined || cluster.managementId === clusterId)
      .map(({ cluster, token }) => ({ ...tokenView(call, cluster, token), ...commands(call, cluster, token) })),
  )

export const getRegistrationToken = (call: Call, id: string): Reply => {
  const found = issued(call).find(({ cluster, token }) => `${cluster.managementId}:${token.name}` === id)
  if (!found) return normanError(notFound('clusterregistrationtokens.management.cattle.io', id.split(':')[1] ?? id))
  return ok({ ...tokenView(call, found.cluster, found.token), ...commands(call, found.cluster, found.token) })
}

/** Adds a token to a cluster; the answer lacks the commands, which a later look shows. */
export const createRegistrationToken = (call: Call): Reply => {
  const body = bodyOf(call, (message) => normanError({ status: 422, code: 'InvalidBodyContent', message }))
  const clusterId = textOf(body['clusterId'])
  if (!clusterId) return normanError({ status: 422, code: 'MissingRequired', message: '', fieldName: 'clusterId' })
  const cluster = Object.values(call.rancher.clusters).find((one) => one.managementId === clusterId && one.adopted)
  if (!cluster) return normanError(notFound('namespaces', clusterId))
  const token: RegistrationToken = {
    name: `crt-${letters(call.world, 5)}`,
    value: letters(call.world, 54),
    uuid: uuid(call.world),
    appearsAt: call.world.now(),
    creatorId: call.rancher.adminId,
  }
  cluster.registrationTokens.push(token)
  return { status: 201, body: tokenView(call, cluster, token) }
}

const issued = (call: Call) =>
  Object.values(call.rancher.clusters).flatMap((cluster) =>
    cluster.registrationTokens
      .filter((token) => token.appearsAt <= call.world.now())
      .map((token) => ({ cluster, token })),
  )

const tokenView = (call: Call, cluster: Cluster, token: RegistrationToken): Record<string, unknown> => {
  const id = `${cluster.managementId}:${token.name}`
  const self = `${call.base}/v3/clusterRegistrationTokens/${id}`
  return {
    id,
    type,
    baseType: type,
    name: token.name,
    clusterId: cluster.managementId,
    namespaceId: null,
    token: token.value,
    ...created(token.appearsAt),
    creatorId: token.creatorId ?? null,
    ...(token.creatorId ? { annotations: {}, labels: { 'cattle.io/creator': 'norman' } } : {}),
    state: 'active',
    transitioning: 'no',
    transitioningMessage: '',
    uuid: token.uuid,
    links: { self, update: self, remove: self },
  }
}

/** Empty while nobody has said under which address agents reach this Rancher. */
const commands = (call: Call, cluster: Cluster, token: RegistrationToken) => {
  const server = call.rancher.settings['server-url']?.value ?? ''
  const manifestUrl = `${server}/v3/import/${token.value}_${cluster.managementId}.yaml`
  const linux = `--server ${server} --label 'cattle.io/os=linux' --token ${token.value} --ca-checksum ${certificateChecksum}`
  const windows = `-Server ${server} -Label 'cattle.io/os=windows' -Token ${token.value} -Worker -CaChecksum ${certificateChecksum}`
  const unix = (flag: string) => ` curl ${flag}-fL ${server}/system-agent-install.sh | sudo  sh -s - ${linux}`
  const power = (flag: string) =>
    ` curl.exe ${flag}-fL ${server}/wins-agent-install.ps1 -o install.ps1; ` +
    `Set-ExecutionPolicy Bypass -Scope Process -Force; ./install.ps1 ${windows}`
  const all = {
    manifestUrl,
    command: `kubectl apply -f ${manifestUrl}`,
    insecureCommand: `curl --insecure -sfL ${manifestUrl} | kubectl apply -f -`,
    nodeCommand: unix(''),
    insecureNodeCommand: unix('--insecure '),
    windowsNodeCommand: power(''),
    insecureWindowsNodeCommand: power('--insecure '),
  }
  return server === '' ? Object.fromEntries(Object.keys(all).map((name) => [name, ''])) : all
}
