import { afterEach, describe, expect, it } from '@jest/globals'
import { folderSecrets } from '../../../activities/secrets/folder-secrets.ts'
import { zabbixKinds } from '../../../activities/zabbix/zabbix-kinds.ts'
import type { Loopback } from '../http/loopback.ts'
import { scope } from '../rancher/recorded-rancher.ts'
import { smallZabbix, TOKEN } from './small-zabbix.ts'

const secrets = folderSecrets({ folder: '/nowhere', env: { ZABBIX_TOKEN: TOKEN, WRONG_TOKEN: 'not-the-token' } })
const kinds = zabbixKinds({ secrets })
const hostGroup = kinds['zabbix.hostGroup']
const registrationAction = kinds['zabbix.registrationAction']

const opened: Loopback[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()))
})

async function zabbix(version = '7.0.4') {
  const server = await smallZabbix(version)
  opened.push(server)
  return { server, url: `${server.url}/api_jsonrpc.php` }
}

const group = (url: string, { name = 'acme/dev', token = 'env:ZABBIX_TOKEN' } = {}) =>
  ({ key: 'zabbix.hostGroup/nodes' as const, name: 'nodes', spec: { url, token: { secret: token }, group: name } })

interface Changes {
  metadata?: string
  groupId?: string
  templates?: string[]
  action?: string
}

const action = (url: string, changes: Changes = {}) => ({
  key: 'zabbix.registrationAction/nodes' as const,
  name: 'nodes',
  spec: {
    url,
    token: { secret: 'env:ZABBIX_TOKEN' },
    action: 'trailboss acme/dev',
    metadata: 'trailboss acme/dev',
    groupId: '101',
    templates: ['Linux by Zabbix agent active'],
    ...changes,
  },
})

describe.each(['6.0.31', '6.2.9', '6.4.15', '7.0.4', '7.2.1'])('Zabbix %s', (version) => {
  it('takes the token where this version wants it', async () => {
    const { server, url } = await zabbix(version)
    await hostGroup.create(scope, group(url))
    expect(await hostGroup.observe(scope, [group(url)])).toMatchObject([{ outputs: { name: 'acme/dev' } }])
    expect([...server.groups.values()]).toEqual(['acme/dev'])
  })
})

describe('zabbix.hostGroup', () => {
  it('is not there before it is made', async () => {
    const { url } = await zabbix()
    expect(await hostGroup.observe(scope, [group(url)])).toEqual([])
  })

  it('looks again when another try has made it meanwhile', async () => {
    const { url } = await zabbix()
    await hostGroup.create(scope, group(url))
    const again = hostGroup.create(scope, group(url))
    await expect(again).rejects.toMatchObject({ type: 'DependencyBusy', nonRetryable: false })
  })

  it('goes with its hosts, leaves others alone, and twice is safe', async () => {
    const { server, url } = await zabbix()
    const seen = await hostGroup.create(scope, group(url))
    for (let host = 0; host < 450; host += 1) server.hosts.set(`ours-${host}`, seen.id)
    server.hosts.set('not-ours', 'another-group')
    await hostGroup.remove(scope, seen)
    await hostGroup.remove(scope, seen)
    expect([...server.groups.keys()]).toEqual([])
    expect([...server.hosts.keys()]).toEqual(['not-ours'])
  })

  it('neither makes nor removes a group whose name does not say fleet and environment', async () => {
    const { server, url } = await zabbix()
    server.groups.set('7', 'Linux servers')
    const foreign = group(url, { name: 'Linux servers' })
    const [seen] = await hostGroup.observe(scope, [foreign])
    if (!seen) throw new Error('not seen')
    await expect(hostGroup.remove(scope, seen)).rejects.toMatchObject({ type: 'NotOurs' })
    await expect(hostGroup.create(scope, foreign)).rejects.toMatchObject({ type: 'NotOurs' })
    expect([...server.groups.values()]).toEqual(['Linux servers'])
  })

  it('says that the token is refused, and not what it is', async () => {
    const { url } = await zabbix()
    const failure = hostGroup.observe(scope, [group(url, { token: 'env:WRONG_TOKEN' })])
    await expect(failure).rejects.toMatchObject({ type: 'CredentialsRefused', nonRetryable: true })
    await expect(failure).rejects.not.toThrow('not-the-token')
  })

  it('asks one list for any number of groups', async () => {
    const { server, url } = await zabbix()
    await hostGroup.observe(scope, ['acme/dev', 'acme/dev/b', 'acme/dev/c'].map((name) => group(url, { name })))
    expect(server.requests.map(({ body }) => JSON.parse(body).method)).toEqual(['apiinfo.version', 'hostgroup.get'])
  })
})

describe('zabbix.registrationAction', () => {
  it('makes a host of our group and templates out of a machine that reports itself', async () => {
    const { server, url } = await zabbix()
    const made = await registrationAction.create(scope, action(url))
    expect(server.actions.get(made.id)).toMatchObject({
      name: 'trailboss acme/dev',
      status: '0',
      filter: { conditions: [{ conditiontype: '24', operator: '2', value: 'trailboss acme/dev' }] },
      operations: [
        { operationtype: '4', opgroup: [{ groupid: '101' }] },
        { operationtype: '6', optemplate: [{ templateid: '10343' }] },
      ],
    })
    const [seen] = await registrationAction.observe(scope, [action(url)])
    expect(seen && registrationAction.diff(action(url), seen)).toEqual([])
  })

  it('links no template where none is wanted', async () => {
    const { url } = await zabbix()
    await registrationAction.create(scope, action(url, { templates: [] }))
    const [seen] = await registrationAction.observe(scope, [action(url, { templates: [] })])
    expect(seen && registrationAction.diff(action(url, { templates: [] }), seen)).toEqual([])
  })

  it.each([
    ['metadata', { metadata: 'other metadata acme/dev' }],
    ['groupId', { groupId: '202' }],
    ['templates', { templates: ['Docker by Zabbix agent 2', 'Linux by Zabbix agent active'] }],
  ])('shows and mends a difference in %s', async (field, changes) => {
    const { url } = await zabbix()
    const before = await registrationAction.create(scope, action(url))
    const wanted = action(url, changes)
    const differences = registrationAction.diff(wanted, before)
    expect(differences).toMatchObject([{ field, act: 'update' }])
    await registrationAction.update(scope, wanted, before, differences)
    const [after] = await registrationAction.observe(scope, [wanted])
    expect(after && registrationAction.diff(wanted, after)).toEqual([])
  })

  it('notices that somebody disabled it or added a condition', async () => {
    const { server, url } = await zabbix()
    const made = await registrationAction.create(scope, action(url))
    const inZabbix = server.actions.get(made.id)
    if (inZabbix) inZabbix.status = '1'
    inZabbix?.filter.conditions.push({ conditiontype: '22', operator: '2', value: 'web' })
    const [seen] = await registrationAction.observe(scope, [action(url)])
    const fields = seen && registrationAction.diff(action(url), seen).map((difference) => difference.field)
    expect(fields).toEqual(['metadata', 'status'])
  })

  it('names the template that Zabbix lacks', async () => {
    const { url } = await zabbix()
    const creating = registrationAction.create(scope, action(url, { templates: ['Linux by Zabix agent'] }))
    await expect(creating).rejects.toMatchObject({
      type: 'UnknownReference', message: 'Zabbix has no template "Linux by Zabix agent"',
    })
  })

  it('is removed, and twice is safe', async () => {
    const { server, url } = await zabbix()
    const seen = await registrationAction.create(scope, action(url))
    await registrationAction.remove(scope, seen)
    await registrationAction.remove(scope, seen)
    expect(server.actions.size).toBe(0)
  })

  it('leaves an action of somebody else\'s name alone', async () => {
    const { url } = await zabbix()
    const foreign = action(url, { action: 'Auto registration' })
    await expect(registrationAction.create(scope, foreign)).rejects.toMatchObject({ type: 'NotOurs' })
  })
})
