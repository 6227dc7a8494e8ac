import { describe, expect, it } from '@jest/globals'
import { rancherService } from '../../../../infra/rehearsal/rancher/service.ts'
import { at, bootstrapPassword, clusterBody, clusters, firstServer, host, runningRancher } from './running-rancher.ts'
import { machine, smallWorld } from './small-world.ts'

const joiner = machine('i-2', { ROLE: 'rancher-server', RANCHER_FIRST: 'false', RANCHER_HOSTNAME: host })

describe('a Rancher that is brought up', () => {
  it('answers nothing but 502 until its time has come', () => {
    const { ask, start, pass } = smallWorld(rancherService)
    expect(ask({ host, path: '/ping' }).status).toBe(502)
    start(firstServer)
    pass(179_000)
    expect(ask({ host, path: '/ping' }).status).toBe(502)
    pass(1000)
    expect(ask({ host, path: '/ping' })).toMatchObject({ status: 200, body: 'pong' })
  })

  it('goes on answering while one of its servers lives', () => {
    const rancher = runningRancher()
    rancher.start(joiner)
    rancher.lose(firstServer)
    expect(rancher.call('GET', '/ping').status).toBe(200)
    rancher.lose(joiner)
    expect(rancher.call('GET', '/ping').status).toBe(502)
  })

  it('waits for the first server when another one is up before it', () => {
    const { ask, start, pass } = smallWorld(rancherService)
    start(joiner)
    pass(600_000)
    expect(ask({ host, path: '/ping' }).status).toBe(502)
    start(firstServer)
    pass(180_000)
    expect(ask({ host, path: '/ping' }).status).toBe(200)
  })

  it('starts afresh where a first server finds only dead ones', () => {
    const rancher = runningRancher()
    rancher.signIn()
    rancher.lose(firstServer)
    rancher.start({ ...firstServer, id: 'i-9' })
    rancher.pass(180_000)
    expect(rancher.call('GET', '/v3/users?me=true').status).toBe(401)
  })

  it('changes its password once, and the first login is over', () => {
    const rancher = runningRancher()
    rancher.signIn()
    const id = String(at(rancher.call('GET', '/v3/users?me=true').body, 'data', 0, 'id'))
    expect(
      rancher.call('POST', `/v3/users/${id}?action=setpassword`, { newPassword: 'a-long-password' }).status,
    ).toBe(200)
    expect(at(rancher.call('GET', '/v3/settings/first-login').body, 'value')).toBe('false')
    expect(rancher.signIn(bootstrapPassword).status).toBe(401)
    expect(rancher.signIn('a-long-password').status).toBe(201)
  })

  it('cuts tokens to 90 days and refuses them once they have run out', () => {
    const rancher = runningRancher()
    rancher.signIn()
    expect(at(rancher.call('POST', '/v3/tokens', { ttl: 0 }).body, 'ttl')).toBe(7_776_000_000)
    const short = rancher.call('POST', '/v3/tokens', { ttl: 1500 })
    rancher.useToken(String(at(short.body, 'token')))
    expect(rancher.call('GET', '/v3/tokens').status).toBe(200)
    rancher.pass(1500)
    expect(rancher.call('GET', '/v3/tokens').status).toBe(401)
  })

  it('gives out no command until it knows its own address', () => {
    const rancher = runningRancher()
    rancher.signIn()
    rancher.call('POST', clusters, clusterBody('apps'))
    rancher.pass(1500)
    expect(at(rancher.call('GET', '/v3/clusterregistrationtokens').body, 'data')).toEqual([])
    rancher.pass(8000)
    const command = () => at(rancher.call('GET', '/v3/clusterregistrationtokens').body, 'data', 0, 'nodeCommand')
    expect(command()).toBe('')
    rancher.call('PUT', '/v3/settings/server-url', { value: `https://${host}` })
    expect(command()).toMatch(
      /^ curl -fL https:\/\/rancher.example.test\/system-agent-install.sh \| sudo {2}sh -s - /,
    )
  })
})
