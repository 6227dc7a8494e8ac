import { describe, expect, it } from '@jest/globals'
import { refused, result, runningZabbix, token } from './running-zabbix.ts'

const version = { jsonrpc: '2.0', method: 'apiinfo.version', params: [], id: 1 }

describe('the protocol of a rehearsed Zabbix', () => {
  it('refuses another content type with 412 and everything else with 200', () => {
    const { send } = runningZabbix()
    expect(send(version, { 'content-type': 'text/plain' }).status).toBe(412)
    expect(send('{"jsonrpc":').status).toBe(200)
    expect(send('{"jsonrpc":').body).toMatchObject({ error: { code: -32700, message: 'Parse error' } })
  })

  it('tells its version to anybody, and refuses to tell it to somebody', () => {
    const { rpc } = runningZabbix()
    expect(rpc('apiinfo.version', [], '')).toEqual(result('6.0.14'))
    expect(rpc('apiinfo.version', [])).toMatchObject(
      refused('The "apiinfo.version" method must be called without the "auth" parameter.'),
    )
    expect(runningZabbix('7.0.4').rpc('apiinfo.version', [])).toMatchObject(
      refused('The "apiinfo.version" method must be called without authorization header.'),
    )
  })

  it('answers a batch in its order and a notification not at all', () => {
    const { send } = runningZabbix()
    const { id: _id, ...notification } = version
    expect(send([{ ...version, id: 7 }, notification, { ...version, id: 8 }]).body).toMatchObject([
      { id: 7 },
      { id: 8 },
    ])
    expect(send(notification).body).toBe('')
  })

  it('names what it does not know', () => {
    const { rpc } = runningZabbix()
    expect(rpc('foo.get')).toMatchObject(refused('Incorrect API "foo".', -32601))
    expect(rpc('apiinfo.get')).toMatchObject(refused('Incorrect method "apiinfo.get".', -32601))
  })

  it('writes "request" large in 6.0 and small in 7.0', () => {
    expect(runningZabbix().send({}).body).toMatchObject({ error: { code: -32600, message: 'Invalid Request.' } })
    expect(runningZabbix('7.0.4').send({}).body).toMatchObject({
      error: { code: -32600, message: 'Invalid request.' },
    })
  })

  it.each(['', 'x', 'not-a-token'])('does not let token "%s" in', (wrong) => {
    expect(runningZabbix().rpc('host.get', {}, wrong)).toMatchObject(refused('Not authorized.'))
  })

  it('tells a session that has ended from a token that never was', () => {
    const { rpc } = runningZabbix()
    expect(rpc('host.get', {}, 'ab'.repeat(16))).toMatchObject(refused('Session terminated, re-login, please.'))
  })

  it('takes the token in the body up to 7.0 and in the header from 6.4 on', () => {
    const body = { jsonrpc: '2.0', method: 'host.get', params: {}, id: 1 }
    const header = { authorization: `Bearer ${token}` }
    expect(runningZabbix().send(body, header).body).toMatchObject(refused('Not authorized.'))
    expect(runningZabbix('7.0.4').send(body, header).body).toEqual(result([]))
    expect(runningZabbix('7.0.4').send({ ...body, auth: token }).body).toEqual(result([]))
    expect(runningZabbix('7.2.0').send({ ...body, auth: token }).body).toMatchObject(
      refused('Invalid parameter "/": unexpected parameter "auth".', -32600),
    )
  })

  it('signs in and out', () => {
    const { rpc } = runningZabbix()
    expect(rpc('user.login', { username: 'Admin', password: 'no' }, '')).toMatchObject({ error: { code: -32500 } })
    const answer = rpc('user.login', { username: 'Admin', password: 'zabbix' }, '')
    const session = String(Object(answer).result)
    expect(rpc('host.get', {}, session)).toEqual(result([]))
    expect(rpc('user.logout', [], session)).toEqual(result(true))
    expect(rpc('host.get', {}, session)).toMatchObject(refused('Session terminated, re-login, please.'))
  })
})
