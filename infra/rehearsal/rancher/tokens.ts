import { hasExpired, newToken, tokenView } from './sign-in.ts'
import { normanList } from './collection.ts'
import { stamp, type Token } from './state.ts'
import { bodyOf, normanError, notFound, ok, textOf, type Call, type Reply } from './wire.ts'

const maxTtlMs = 90 * 24 * 3_600_000
const listKind = {
  resourceType: 'token',
  filters: [
    'activityLastSeenAt',
    'authProvider',
    'clusterId',
    'created',
    'creatorId',
    'current',
    'description',
    'enabled',
    'expired',
    'expiresAt',
    'isDerived',
    'lastUsedAt',
    'name',
    'removed',
    'token',
    'ttl',
    'userId',
    'userPrincipal',
    'uuid',
  ],
  sorts: ['authProvider', 'description', 'expiresAt', 'token', 'uuid'],
}

/** Creates an API token; "for ever" and anything beyond the maximum become 90 days. */
export const createToken = (call: Call): Reply => {
  if (call.request.query.get('action') === 'logout') return logOut(call)
  const invalid = (message: string) => normanError({ status: 422, code: 'InvalidFormat', message })
  const body = bodyOf(call, invalid)
  const asked = body['ttl'] ?? 0
  if (typeof asked !== 'number') {
    return invalid(`json: cannot unmarshal ${typeof asked} into Go struct field Token.ttl of type int64`)
  }
  const ttlMs = asked <= 0 || asked > maxTtlMs ? maxTtlMs : asked
  const { token, key } = newToken(call, { description: textOf(body['description']), ttlMs, derived: true })
  return { status: 201, body: { ...tokenView(call, token, 'v3'), token: `${token.name}:${key}`, expiresAt: '' } }
}

export const listTokens = (call: Call): Reply =>
  normanList(
    call,
    listKind,
    Object.values(call.rancher.tokens).map((token) => listed(call, token)),
  )

export const getToken = (call: Call, name: string): Reply => {
  const token = call.rancher.tokens[name]
  return token ? ok(tokenView(call, token, 'v3')) : normanError(notFound('tokens.management.cattle.io', name))
}

export const deleteToken = (call: Call, name: string): Reply => {
  if (!call.rancher.tokens[name]) return normanError(notFound('tokens.management.cattle.io', name))
  if (call.token?.name === name && !call.token.derived) {
    const message = 'Bad Request 400: Cannot delete token for current session. Use logout instead'
    return { status: 400, body: { type: 'error', status: '400', message } }
  }
  delete call.rancher.tokens[name]
  return { status: 204, headers: { 'content-type': 'application/json' } }
}

const logOut = (call: Call): Reply => {
  if (call.token && !hasExpired(call.token, call.world.now())) delete call.rancher.tokens[call.token.name]
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'set-cookie': 'R_SESS=; Path=/; Max-Age=0; HttpOnly' },
  }
}

const listed = (call: Call, token: Token) => ({
  ...tokenView(call, token, 'v3'),
  ...(token.lastUsedAt === undefined ? {} : { lastUsedAt: stamp(token.lastUsedAt), lastUsedAtTS: token.lastUsedAt }),
})
