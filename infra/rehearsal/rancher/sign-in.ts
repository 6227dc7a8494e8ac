import type { WireRequest } from '../world.ts'
import { created, fingerprint, letters, uuid, type Rancher, type Token } from './state.ts'
import { bodyOf, normanError, textOf, type Call, type Reply } from './wire.ts'

const sessionTtlMs = 960 * 60_000

/** Signs the administrator in; each time is a new session. */
export const logIn = (call: Call): Reply => {
  const body = bodyOf(call, () => normanError({ status: 422, code: 'InvalidBodyContent', message: '' }))
  if (body['username'] !== 'admin' || fingerprint(textOf(body['password'])) !== call.rancher.password) {
    return normanError({ status: 401, code: 'Unauthorized', message: 'authentication failed' })
  }
  const { token, key } = newToken(call, {
    description: textOf(body['description']),
    ttlMs: sessionTtlMs,
    derived: false,
  })
  if (body['responseType'] === 'cookie') {
    return { status: 200, headers: { 'set-cookie': `R_SESS=${token.name}:${key}; Path=/; HttpOnly; Secure` } }
  }
  return {
    status: 201,
    body: { ...tokenView(call, token, 'v3-public'), token: `${token.name}:${key}`, expiresAt: '' },
  }
}

/** Makes a token; its key is shown now and never again. */
export const newToken = (call: Call, wish: Pick<Token, 'description' | 'ttlMs' | 'derived'>) => {
  const key = letters(call.world, 54)
  const name = `token-${letters(call.world, 5)}`
  const token: Token = {
    name,
    keyHash: fingerprint(key),
    createdAt: call.world.now(),
    uuid: uuid(call.world),
    ...wish,
  }
  call.rancher.tokens[name] = token
  return { token, key }
}

/** The token a request carries as bearer, basic or cookie; undefined when it is unknown, wrong or expired. */
export const authenticate = (rancher: Rancher, request: WireRequest, now: number): Token | undefined => {
  const [name = '', key = ''] = credential(request.headers).split(':')
  const token = rancher.tokens[name]
  if (!token || token.keyHash !== fingerprint(key) || hasExpired(token, now)) return undefined
  token.lastUsedAt = now
  return token
}

export const hasExpired = (token: Token, now: number): boolean =>
  token.ttlMs > 0 && token.createdAt + token.ttlMs <= now

export const bearer = (headers: WireRequest['headers']): string =>
  /^Bearer\s+(\S+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? ''

const credential = (headers: WireRequest['headers']): string => {
  const basic = /^Basic\s+(\S+)$/i.exec(headers['authorization'] ?? '')?.[1]
  if (basic) return Buffer.from(basic, 'base64').toString()
  return bearer(headers) || (/R_SESS=([^;\s]+)/.exec(headers['cookie'] ?? '')?.[1] ?? '')
}

/** A token without its key; `api` is the part of the API that shows it, and only `/v3` offers changes. */
export const tokenView = (call: Call, token: Token, api: 'v3' | 'v3-public') => {
  const { adminId } = call.rancher
  const self = `${call.base}/${api}/tokens/${token.name}`
  return {
    id: token.name,
    name: token.name,
    type: 'token',
    baseType: 'token',
    authProvider: 'local',
    clusterId: null,
    ...created(token.createdAt),
    creatorId: null,
    current: call.token?.name === token.name,
    description: token.description,
    enabled: true,
    expired: hasExpired(token, call.world.now()),
    expiresAt: created(token.createdAt + token.ttlMs).created,
    isDerived: token.derived,
    labels: {
      'authn.management.cattle.io/token-userId': adminId,
      'cattle.io/creator': 'norman',
      ...(token.derived ? {} : { 'authn.management.cattle.io/kind': 'session' }),
    },
    links: { self, ...(api === 'v3' ? { remove: self, update: self } : {}) },
    ttl: token.ttlMs,
    userId: adminId,
    userPrincipal:
      `map[displayName:Default Admin loginName:admin me:true metadata:map[creationTimestamp:<nil> ` +
      `name:local://${adminId}] principalType:user provider:local]`,
    uuid: token.uuid,
  }
}
