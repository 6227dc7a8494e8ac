import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { rancherKinds } from '../../../activities/rancher/rancher-kinds.ts'
import { folderSecrets } from '../../../activities/secrets/folder-secrets.ts'
import type { Secrets } from '../../../activities/secrets/secrets.ts'
import { inActivity } from '../http/in-activity.ts'
import { loopback, type Loopback, type Request } from '../http/loopback.ts'
import { tempFolder } from '../secrets/temp-folder.ts'
import { callsTo, recorded, recordedRancher, scope, type Script } from './recorded-rancher.ts'

const LOGIN = 'POST /v3-public/localProviders/local?action=login'
const LOGOUT = 'POST /v3/tokens?action=logout'
const SET_PASSWORD = 'POST /v3/users/user-66xbm?action=setpassword'

let secrets: Secrets
let removeFolder: () => Promise<void>
const opened: Loopback[] = []
beforeEach(async () => {
  const { folder, remove } = await tempFolder()
  secrets = folderSecrets({ folder, env: { BOOTSTRAP: 'bootstrap-pass-1', OWN_TOKEN: 'token-own:key' } })
  removeFolder = remove
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()))
  await removeFolder()
})

async function rancherWith(script: Script) {
  const server = await recordedRancher(script)
  opened.push(server)
  return { server, kinds: rancherKinds({ secrets }) }
}

/** Accepts one password at a time, as Rancher does. */
function passwordIs(password: string): { script: Script; now(): string } {
  let current = password
  const login = ({ body }: Request) => recorded(JSON.parse(body).password === current ? '020-login' : '012-login-wrong')
  const set = ({ body }: Request) => {
    current = JSON.parse(body).newPassword
    return recorded('034-setpassword')
  }
  return { script: { [LOGIN]: login, [SET_PASSWORD]: set, [LOGOUT]: '347-logout' }, now: () => current }
}

const admin = (url: string) => ({
  key: 'rancher.admin/rancher' as const,
  name: 'rancher',
  spec: { url, bootstrapPassword: { secret: 'env:BOOTSTRAP' }, password: { secret: 'kept:dev/admin' } },
})

const apiToken = (url: string, token = 'kept:dev/token') => ({
  key: 'rancher.apiToken/rancher' as const,
  name: 'rancher',
  spec: { url, password: { secret: 'kept:dev/admin' }, token: { secret: token } },
})

describe('rancher.ping', () => {
  const ping = (url: string) => ({ key: 'rancher.ping/rancher' as const, name: 'rancher', spec: { url } })

  it('is there once Rancher answers pong', async () => {
    const { server, kinds } = await rancherWith({ 'GET /ping': '000-ping' })
    expect(await kinds['rancher.ping'].observe(scope, [ping(server.url)])).toMatchObject([{ state: 'present' }])
  })

  it.each([502, 503, 404])('takes status %i for "not yet" and says so in words', async (status) => {
    const { server, kinds } = await rancherWith({ 'GET /ping': () => ({ status, body: '<html>' }) })
    expect(await kinds['rancher.ping'].observe(scope, [ping(server.url)])).toEqual([])
    const creating = inActivity(() => kinds['rancher.ping'].create(scope, ping(server.url)))
    await expect(creating).rejects.toMatchObject({ type: 'NotYet', message: expect.stringContaining(String(status)) })
  })

  it('takes a closed port for "not yet"', async () => {
    const closed = await loopback(() => ({}))
    await closed.close()
    expect(await rancherKinds({ secrets })['rancher.ping'].observe(scope, [ping(closed.url)])).toEqual([])
  })
})

describe('rancher.admin', () => {
  it('replaces the bootstrap password by one that was kept first, and is then seen', async () => {
    const password = passwordIs('bootstrap-pass-1')
    const { server, kinds } = await rancherWith(password.script)
    expect(await kinds['rancher.admin'].observe(scope, [admin(server.url)])).toEqual([])
    await kinds['rancher.admin'].create(scope, admin(server.url))
    expect(password.now()).toBe(await secrets.readKept('dev/admin'))
    expect(password.now().length).toBeGreaterThanOrEqual(12)
    expect(await kinds['rancher.admin'].observe(scope, [admin(server.url)])).toMatchObject([{ id: 'admin' }])
  })

  it('has the password kept even when the answer to setting it is lost', async () => {
    const password = passwordIs('bootstrap-pass-1')
    const set = password.script[SET_PASSWORD]
    const lost = (request: Request) => {
      if (typeof set === 'function') set(request)
      return { status: 502 }
    }
    const { server, kinds } = await rancherWith({ ...password.script, [SET_PASSWORD]: lost })
    const creating = kinds['rancher.admin'].create(scope, admin(server.url))
    await expect(creating).rejects.toMatchObject({ type: 'ServiceUnavailable' })
    expect(await kinds['rancher.admin'].observe(scope, [admin(server.url)])).toHaveLength(1)
  })

  it('leaves no session behind', async () => {
    const { server, kinds } = await rancherWith(passwordIs('bootstrap-pass-1').script)
    await kinds['rancher.admin'].create(scope, admin(server.url))
    expect(callsTo(server)).toEqual([LOGIN, SET_PASSWORD, LOGOUT])
  })

  it('says the way out where neither password is accepted', async () => {
    const { server, kinds } = await rancherWith(passwordIs('somebody-changed-it').script)
    await expect(kinds['rancher.admin'].create(scope, admin(server.url))).rejects.toMatchObject({
      type: 'CredentialsRefused',
      message: expect.stringContaining('kept:dev/admin'),
      details: [{ wayOut: expect.stringContaining('then retry') }],
    })
  })

  it('passes on that Rancher finds the password too short', async () => {
    const script = { ...passwordIs('bootstrap-pass-1').script, [SET_PASSWORD]: '033-setpassword-short' }
    const { server, kinds } = await rancherWith(script)
    await expect(kinds['rancher.admin'].create(scope, admin(server.url))).rejects.toMatchObject({
      type: 'RequestRefused',
      message: expect.stringContaining('Password must be at least 12 characters'),
    })
  })
})

describe('rancher.apiToken', () => {
  const ME = 'GET /v3/users?me=true'
  const accepts = (token: string) => ({ headers }: Request) =>
    recorded(headers.authorization === `Bearer ${token}` ? '025-users-me' : '022-badtoken')
  const made = recorded<{ token: string }>('040-token-create').body.token

  it('makes a token, keeps it, and lets it out nowhere', async () => {
    await secrets.keep({ secret: 'kept:dev/admin' }, 'the-admin-password')
    const { script } = passwordIs('the-admin-password')
    const { server, kinds } = await rancherWith({
      ...script, [ME]: accepts(made), 'GET /v3/tokens': '041-tokens-list', 'POST /v3/tokens': '040-token-create',
    })
    expect(await kinds['rancher.apiToken'].observe(scope, [apiToken(server.url)])).toEqual([])
    const seen = await kinds['rancher.apiToken'].create(scope, apiToken(server.url))
    expect(await secrets.readKept('dev/token')).toBe(made)
    expect(JSON.stringify(seen)).not.toContain(made.slice(-20))
    expect(await kinds['rancher.apiToken'].observe(scope, [apiToken(server.url)])).toHaveLength(1)
  })

  it('removes tokens of its own whose secret was lost with an answer, and no others', async () => {
    await secrets.keep({ secret: 'kept:dev/admin' }, 'the-admin-password')
    const list = recorded<{ data: [unknown, { id: string; description: string }] }>('041-tokens-list')
    const [, lost] = list.body.data
    lost.description = 'trailboss acme/dev'
    const { server, kinds } = await rancherWith({
      ...passwordIs('the-admin-password').script,
      'GET /v3/tokens': () => list,
      'POST /v3/tokens': '040-token-create',
      [`DELETE /v3/tokens/${lost.id}`]: 'wh-561-token-delete',
    })
    await kinds['rancher.apiToken'].create(scope, apiToken(server.url))
    expect(callsTo(server).filter((call) => call.startsWith('DELETE'))).toEqual(['DELETE /v3/tokens/token-hz8wd'])
    const creation = server.requests.find(({ method, path }) => `${method} ${path}` === 'POST /v3/tokens')
    expect(JSON.parse(creation?.body ?? '')).toMatchObject({ description: 'trailboss acme/dev', ttl: 0 })
  })

  it('is not there when Rancher refuses the kept token, which it does after 90 days', async () => {
    await secrets.keep({ secret: 'kept:dev/token' }, 'token-old:expired')
    const { server, kinds } = await rancherWith({ [ME]: '022-badtoken' })
    expect(await kinds['rancher.apiToken'].observe(scope, [apiToken(server.url)])).toEqual([])
  })

  it('makes no token in place of the user\'s own', async () => {
    const { server, kinds } = await rancherWith({ [ME]: '022-badtoken' })
    const own = apiToken(server.url, 'env:OWN_TOKEN')
    expect(await kinds['rancher.apiToken'].observe(scope, [own])).toEqual([])
    await expect(kinds['rancher.apiToken'].create(scope, own)).rejects.toMatchObject({ type: 'CredentialsRefused' })
  })
})

describe('rancher.serverUrl', () => {
  const spec = (url: string) => ({ url: `${url}/`, token: { secret: 'env:OWN_TOKEN' } })
  const wantedAt = (url: string) => ({ key: 'rancher.serverUrl/rancher' as const, name: 'rancher', spec: spec(url) })
  const PUT = 'PUT /v3/settings/server-url'

  it('is not there while the setting is empty, and is set without the slash at the end', async () => {
    const script = { 'GET /v3/settings/server-url': '050-serverurl-get', [PUT]: '051-serverurl-put' }
    const { server, kinds } = await rancherWith(script)
    const kind = kinds['rancher.serverUrl']
    expect(await kind.observe(scope, [wantedAt(server.url)])).toEqual([])
    const seen = await kind.create(scope, wantedAt(server.url))
    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual({ name: 'server-url', value: server.url })
    expect(kind.diff(wantedAt(server.url), seen)).toEqual([])
  })

  it('shows another address as a difference that can be mended in place', async () => {
    const { server, kinds } = await rancherWith({ 'GET /v3/settings/server-url': '051-serverurl-put' })
    const [seen] = await kinds['rancher.serverUrl'].observe(scope, [wantedAt(server.url)])
    expect(seen && kinds['rancher.serverUrl'].diff(wantedAt(server.url), seen)).toMatchObject([
      { field: 'server-url', seen: 'https://rancher.example.test:38443', wanted: server.url, act: 'update' },
    ])
  })
})
