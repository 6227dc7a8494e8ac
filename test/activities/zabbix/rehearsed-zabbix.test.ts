import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { folderSecrets } from '../../../activities/secrets/folder-secrets.ts'
import { zabbixClient } from '../../../activities/zabbix/client.ts'
import { zabbixKinds } from '../../../activities/zabbix/zabbix-kinds.ts'
import { addMachine, machineRuns } from '../../../infra/rehearsal/machines/machines.ts'
import { startWorld, type StartedWorld } from '../../../infra/rehearsal/start-world.ts'
import { ensure, remove, retried } from '../http/as-the-engine.ts'
import { scope } from '../rancher/recorded-rancher.ts'
import { TOKEN } from './small-zabbix.ts'

const HOST = 'zabbix.dev.acme.example'
const access = { url: `https://${HOST}/api_jsonrpc.php`, token: { secret: 'env:ZABBIX_TOKEN' } }
const METADATA = 'trailboss acme/dev'
const group = { key: 'zabbix.hostGroup/all' as const, name: 'all', spec: { ...access, group: 'trailboss acme/dev' } }
const actionFor = (groupId: string) => ({
  key: 'zabbix.registrationAction/all' as const,
  name: 'all',
  spec: { ...access, action: METADATA, metadata: METADATA, groupId, templates: ['Linux by Zabbix agent active'] },
})

describe.each(['none', 'mild', 'hostile'] as const)('the rehearsed Zabbix, faults: %s', (faults) => {
  const secrets = folderSecrets({ folder: '/nowhere', env: { ZABBIX_TOKEN: TOKEN } })
  let world: StartedWorld
  let kinds: ReturnType<typeof zabbixKinds>
  beforeAll(async () => {
    world = await startWorld({ speed: 200, seed: 7, faults })
    kinds = zabbixKinds({ secrets, gateway: world.url })
  })
  afterAll(() => world.stop())

  const ask = <Result>(method: string, params: object, result: z.ZodType<Result>) =>
    retried(async () => (await zabbixClient({ secrets, gateway: world.url }, access)).call(method, params, result))
  const hostsOf = (groupId: string) => ask('host.get', { groupids: [groupId] }, z.array(z.object({ host: z.string() })))

  it('takes a machine that reports itself into our group', async () => {
    const { id } = await ensure(kinds['zabbix.hostGroup'], group)
    await ensure(kinds['zabbix.registrationAction'], actionFor(id))
    const userData = `TRAILBOSS_ZABBIX_SERVER='${HOST}'\nTRAILBOSS_ZABBIX_METADATA='${METADATA}'\n`
    addMachine(world.world, { id: 'i-1', privateAddress: '10.0.0.1', hostName: 'node-1', userData })
    machineRuns(world.world, 'i-1')
    let hosts = await hostsOf(id)
    while (hosts.length === 0) hosts = await hostsOf(id)
    expect(hosts).toEqual([expect.objectContaining({ host: 'node-1' })])
  })

  it('has one group and one action of that name, whatever answers were lost, and sees no difference', async () => {
    const groups = await ask('hostgroup.get', { filter: { name: [group.spec.group] } }, z.array(z.unknown()))
    expect(groups).toHaveLength(1)
    const { id } = await ensure(kinds['zabbix.hostGroup'], group)
    const kind = kinds['zabbix.registrationAction']
    const seen = await retried(() => kind.observe(scope, [actionFor(id)]))
    expect(seen.map((one) => kind.diff(actionFor(id), one))).toEqual([[]])
  })

  it('forgets the machines together with their group', async () => {
    const { id } = await ensure(kinds['zabbix.hostGroup'], group)
    await remove(kinds['zabbix.registrationAction'], actionFor(id))
    await remove(kinds['zabbix.hostGroup'], group)
    expect(await hostsOf(id)).toEqual([])
    expect(await ask('host.get', {}, z.array(z.unknown()))).toEqual([])
  })
})
