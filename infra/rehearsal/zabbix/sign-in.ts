import type { World } from '../world.ts'
import { dialectOf, invalidParams, isRecord, RpcFault, type RpcCall } from './json-rpc.ts'
import { requiredText } from './parameters.ts'
import type { Zabbix } from './state.ts'

/** Methods that must be called without any sign of who calls. */
const anonymous = ['apiinfo.version', 'user.login']

/** Returns who calls, as session or token; a call that needs it and lacks it is refused. */
export const authorize = (zabbix: Zabbix, call: RpcCall, header: string | undefined): string => {
  const { headerAuth } = dialectOf(zabbix.version)
  const bearer = headerAuth ? /^Bearer\s+(\S+)$/.exec(header ?? '')?.[1] : undefined
  const given = call.auth ?? bearer
  if (anonymous.includes(call.method)) return refuseSigned(zabbix, call.method, given)
  if (given === undefined) throw invalidParams('Not authorized.')
  if (zabbix.tokens.includes(given) || zabbix.sessions.includes(given) || /^[0-9a-f]{64}$/i.test(given)) return given
  throw invalidParams(/^[0-9a-f]{32}$/i.test(given) ? 'Session terminated, re-login, please.' : 'Not authorized.')
}

export const logIn = (zabbix: Zabbix, params: unknown, world: World): unknown => {
  const wish = isRecord(params) ? params : {}
  const isOld = dialectOf(zabbix.version).headerAuth === false
  // The old name of the field is taken by old servers alone.
  const named = isOld && wish['username'] === undefined ? { ...wish, username: wish['user'] } : wish
  const username = requiredText(named, 'username', '/')
  const password = requiredText(named, 'password', '/')
  if (username !== 'Admin' || password !== zabbix.password) {
    throw new RpcFault(-32500, 'Incorrect user name or password or account is temporarily blocked.')
  }
  const session = world.id('', 32)
  zabbix.sessions.push(session)
  if (wish['userData'] !== true) return session
  return { sessionid: session, userid: '1', username, name: 'Zabbix', surname: 'Administrator', roleid: '3', type: 3 }
}

export const logOut = (zabbix: Zabbix, session: string): unknown => {
  zabbix.sessions = zabbix.sessions.filter((one) => one !== session)
  return true
}

const refuseSigned = (zabbix: Zabbix, method: string, given: string | undefined): string => {
  if (given === undefined) return ''
  const sign = dialectOf(zabbix.version).strict ? 'authorization header' : '"auth" parameter'
  throw invalidParams(
    `The "${method}" method must be called without ${dialectOf(zabbix.version).strict ? '' : 'the '}${sign}.`,
  )
}
