import type { World } from '../world.ts'
import { normanList } from './collection.ts'
import { certificateAuthority } from './certificate-authority.ts'
import { created, uuid, type Setting } from './state.ts'
import { bodyOf, normanError, notFound, ok, textOf, type Call, type Reply } from './wire.ts'

/** Settings anybody may read without signing in. */
export const openSettings = ['cacerts', 'first-login', 'ui-pl']

/** What a new installation starts with; `server-url` is empty until somebody sets it. */
export const newSettings = (world: World, version: string): Record<string, Setting> => {
  const id = uuid(world)
  const table: [string, Omit<Setting, 'uuid'>][] = [
    ['server-url', { value: '', default: '', source: 'default' }],
    ['first-login', { value: 'true', default: 'true', source: 'default' }],
    ['cacerts', { value: certificateAuthority, default: '', source: 'db' }],
    ['server-version', { value: version, default: 'dev', source: 'env' }],
    ['install-uuid', { value: id, default: '', source: 'db' }],
    ['agent-tls-mode', { value: 'strict', default: 'strict', source: 'default' }],
    ['password-min-length', { value: '12', default: '12', source: 'default' }],
    ['auth-token-max-ttl-minutes', { value: '129600', default: '129600', source: 'default' }],
    ['auth-user-session-ttl-minutes', { value: '960', default: '960', source: 'default' }],
    ['ui-pl', { value: 'rancher', default: 'rancher', source: 'default' }],
  ]
  return Object.fromEntries(table.map(([name, setting]) => [name, { ...setting, uuid: uuid(world) }]))
}

export const listSettings = (call: Call): Reply =>
  normanList(
    call,
    {
      resourceType: 'setting',
      filters: ['created', 'creatorId', 'customized', 'default', 'name', 'removed', 'source', 'uuid', 'value'],
      sorts: ['default', 'source', 'uuid', 'value'],
    },
    Object.entries(call.rancher.settings).map(([name, setting]) => settingView(call, name, setting)),
  )

export const getSetting = (call: Call, name: string): Reply => {
  const setting = call.rancher.settings[name]
  return setting ? ok(settingView(call, name, setting)) : normanError(notFound('settings.management.cattle.io', name))
}

/** Takes any text, sense or nonsense, as Rancher does; some settings cannot be written at all. */
export const putSetting = (call: Call, name: string): Reply => {
  const setting = call.rancher.settings[name]
  if (!setting) return normanError(notFound('settings.management.cattle.io', name))
  if (name === 'cacerts' || setting.source === 'env') {
    return normanError({ status: 405, code: 'MethodNotAllow', message: `${name} is readOnly` })
  }
  const body = bodyOf(call, (message) => normanError({ status: 422, code: 'InvalidBodyContent', message }))
  Object.assign(setting, { value: textOf(body['value']), source: 'db' })
  return ok(settingView(call, name, setting))
}

const settingView = (call: Call, name: string, setting: Setting) => {
  const self = `${call.base}/v3/settings/${name}`
  return {
    id: name,
    name,
    type: 'setting',
    baseType: 'setting',
    ...created(call.rancher.startedAt),
    creatorId: null,
    value: setting.value,
    default: setting.default,
    customized: setting.source === 'db',
    source: setting.source,
    uuid: setting.uuid,
    links: { self, remove: self, ...(call.token && name !== 'cacerts' ? { update: self } : {}) },
  }
}
