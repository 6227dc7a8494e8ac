import { normanList } from './collection.ts'
import { created, fingerprint } from './state.ts'
import { bodyOf, normanError, notFound, ok, textOf, type Call, type Reply } from './wire.ts'

const listKind = {
  resourceType: 'user',
  filters: [
    'created',
    'creatorId',
    'description',
    'enabled',
    'id',
    'me',
    'mustChangePassword',
    'name',
    'password',
    'removed',
    'state',
    'transitioning',
    'transitioningMessage',
    'username',
    'uuid',
  ],
  sorts: ['description', 'name', 'password', 'state', 'transitioning', 'transitioningMessage', 'username', 'uuid'],
  actions: ['changepassword', 'refreshauthprovideraccess'],
}
const minLength = 12

/** There is one user in a rehearsal: the administrator. */
export const listUsers = (call: Call): Reply => normanList(call, listKind, [userView(call)])

export const getUser = (call: Call, id: string): Reply =>
  id === call.rancher.adminId ? ok(userView(call)) : normanError(notFound('users.management.cattle.io', id))

/** `setpassword` on the user: the old one is not asked for. */
export const actOnUser = (call: Call, id: string): Reply => {
  if (id !== call.rancher.adminId) return normanError(notFound('users.management.cattle.io', id))
  if (call.request.query.get('action') !== 'setpassword') return invalidAction(call)
  const { newPassword } = passwords(call)
  return setPassword(call, newPassword) ?? ok({ ...userView(call), password: '$2a$10$rehearsed' })
}

/** `changepassword` on the collection: only who knows the present one. */
export const actOnUsers = (call: Call): Reply => {
  if (call.request.query.get('action') !== 'changepassword') return invalidAction(call)
  const { currentPassword, newPassword } = passwords(call)
  if (fingerprint(currentPassword) !== call.rancher.password) return invalid('invalid current password')
  return setPassword(call, newPassword) ?? { status: 200 }
}

const passwords = (call: Call) => {
  const body = bodyOf(call, () => invalid('Failed to parse action body'))
  return { currentPassword: textOf(body['currentPassword']), newPassword: textOf(body['newPassword']) }
}

const setPassword = (call: Call, wanted: string): Reply | undefined => {
  if (wanted.length < minLength) return invalid(`Password must be at least ${minLength} characters`)
  call.rancher.password = fingerprint(wanted)
  const firstLogin = call.rancher.settings['first-login']
  if (firstLogin) Object.assign(firstLogin, { value: 'false', source: 'db' })
  return undefined
}

const invalid = (message: string): Reply => normanError({ status: 422, code: 'InvalidBodyContent', message })

const invalidAction = (call: Call): Reply =>
  normanError({
    status: 422,
    code: 'InvalidAction',
    message: `Invalid action: ${call.request.query.get('action') ?? ''}`,
  })

const userView = (call: Call): Record<string, unknown> => {
  const { adminId, startedAt } = call.rancher
  const self = `${call.base}/v3/users/${adminId}`
  const bound = (kind: string) => `${call.base}/v3/${kind}?userId=${adminId}`
  return {
    id: adminId,
    type: 'user',
    baseType: 'user',
    username: 'admin',
    name: 'Default Admin',
    description: '',
    enabled: true,
    me: true,
    mustChangePassword: false,
    ...created(startedAt),
    creatorId: null,
    annotations: { 'lifecycle.cattle.io/create.mgmt-auth-users-controller': 'true' },
    labels: {
      'authz.management.cattle.io/bootstrapping': 'admin-user',
      'cattle.io/last-login': String(Math.floor(call.world.now() / 1000)),
    },
    conditions: null,
    principalIds: [`local://${adminId}`],
    state: 'active',
    transitioning: 'no',
    transitioningMessage: '',
    uuid: call.rancher.settings['install-uuid']?.uuid ?? '',
    actions: {
      setpassword: `${self}?action=setpassword`,
      refreshauthprovideraccess: `${self}?action=refreshauthprovideraccess`,
    },
    links: {
      self,
      update: self,
      remove: self,
      tokens: bound('tokens'),
      globalRoleBindings: bound('globalRoleBindings'),
      clusterRoleTemplateBindings: bound('clusterRoleTemplateBindings'),
      projectRoleTemplateBindings: bound('projectRoleTemplateBindings'),
    },
  }
}
