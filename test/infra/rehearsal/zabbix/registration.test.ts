import { describe, expect, it } from '@jest/globals'
import { agentMachine, refused, result, runningZabbix } from './running-zabbix.ts'

const metadata = 'trailboss/acme/dev'

/** A Zabbix with a group and an action that puts machines into it. */
function withAction() {
  const zabbix = runningZabbix()
  const [groupid] = Object(zabbix.rpc('hostgroup.create', { name: 'acme dev' })).result.groupids
  const action = {
    name: 'acme dev',
    eventsource: 2,
    status: 0,
    filter: { evaltype: 0, conditions: [{ conditiontype: 24, operator: 2, value: metadata }] },
    operations: [
      { operationtype: 4, opgroup: [{ groupid }] },
      { operationtype: 6, optemplate: [{ templateid: '10343' }] },
    ],
  }
  const [actionid] = Object(zabbix.rpc('action.create', action)).result.actionids
  const hosts = (params: unknown = { output: ['host'] }) => Object(zabbix.rpc('host.get', params)).result
  return { ...zabbix, groupid, action, actionid, hosts }
}

describe('hosts of a rehearsed Zabbix', () => {
  it('come from machines whose metadata an action wants', () => {
    const { start, hosts } = withAction()
    start(agentMachine('i-1', `${metadata} role=worker`))
    start(agentMachine('i-2', 'somebody else'))
    const params = {
      output: ['host'],
      selectGroups: ['name'],
      selectParentTemplates: ['host'],
      selectInterfaces: ['ip'],
    }
    expect(hosts(params)).toEqual([
      {
        hostid: expect.any(String),
        host: 'host-i-1',
        groups: [{ name: 'acme dev' }],
        parentTemplates: [{ host: 'Linux by Zabbix agent active' }],
        interfaces: [{ ip: '10.0.0.3' }],
      },
    ])
  })

  it('stay when their machine is gone', () => {
    const { start, lose, pass, hosts } = withAction()
    const gone = agentMachine('i-1', metadata)
    start(gone)
    lose(gone)
    pass(600_000)
    expect(hosts()).toHaveLength(1)
  })

  it('appear late where the action was made after the machine', () => {
    const { start, pass, rpc, hosts, action, actionid } = withAction()
    rpc('action.update', { actionid, status: 1 })
    start(agentMachine('i-1', metadata))
    rpc('action.update', { actionid, status: 0, operations: action.operations })
    expect(hosts()).toEqual([])
    pass(120_000)
    expect(hosts()).toHaveLength(1)
  })

  it('come back under another id when they are deleted and their agent goes on', () => {
    const { start, pass, rpc, hosts } = withAction()
    start(agentMachine('i-1', metadata))
    const [{ hostid }] = hosts()
    expect(rpc('host.delete', [hostid])).toEqual(result({ hostids: [hostid] }))
    pass(120_000)
    expect(hosts()[0].hostid).not.toBe(hostid)
  })

  it('are in maintenance from the next full minute on', () => {
    const { start, world, pass, rpc, hosts } = withAction()
    start(agentMachine('i-1', metadata))
    const now = Math.floor(world.now() / 1000)
    const maintenance = {
      name: 'drain',
      active_since: now - 60,
      active_till: now + 3600,
      hosts: hosts(),
      timeperiods: [{ timeperiod_type: 0, period: 3600 }],
    }
    const { maintenanceids } = Object(rpc('maintenance.create', maintenance)).result
    const output = { output: ['maintenance_status'] }
    expect(hosts(output)[0].maintenance_status).toBe('0')
    pass(60_000)
    expect(hosts(output)[0].maintenance_status).toBe('1')
    rpc('maintenance.delete', maintenanceids)
    expect(hosts(output)[0].maintenance_status).toBe('0')
  })
})

describe('what a rehearsed Zabbix refuses', () => {
  it.each([
    ['hostgroup.create', {}, 'Invalid parameter "/1": the parameter "name" is missing.'],
    ['hostgroup.create', { name: '' }, 'Invalid parameter "/1/name": cannot be empty.'],
    ['hostgroup.create', [{ name: 'new' }, { name: 'acme dev' }], 'Host group "acme dev" already exists.'],
    ['host.create', { host: 'a' }, 'Invalid parameter "/1": the parameter "groups" is missing.'],
    ['host.create', { host: 'a', groups: [] }, 'Invalid parameter "/1/groups": cannot be empty.'],
    ['host.create', { host: 'a/b', groups: [{ groupid: '2' }] }, 'Incorrect characters used for host name "a/b".'],
    [
      'host.create',
      { host: 'host-i-1', groups: [{ groupid: '2' }] },
      'Host with the same name "host-i-1" already exists.',
    ],
    [
      'action.create',
      { name: 'x', eventsource: 2 },
      'Invalid parameter "/1": the parameter "operations" is missing.',
    ],
    [
      'maintenance.create',
      { name: 'm', active_since: 0, active_till: 60, timeperiods: [{}] },
      'At least one host group or host must be selected.',
    ],
  ])('%s %j', (method, params, data) => {
    const { rpc, start } = withAction()
    start(agentMachine('i-1', metadata))
    expect(rpc(method, params)).toMatchObject(refused(data))
  })

  it('a second action of one name', () => {
    const { rpc, action } = withAction()
    expect(rpc('action.create', action)).toMatchObject(refused('Action "acme dev" already exists.'))
  })

  it('what is not there in the words of what is forbidden', () => {
    const { rpc } = withAction()
    expect(rpc('host.delete', ['1'])).toMatchObject(
      refused('No permissions to referred object or it does not exist!', -32500),
    )
  })

  it('half of a creation of many', () => {
    const { rpc } = withAction()
    rpc('hostgroup.create', [{ name: 'new' }, { name: 'acme dev' }])
    expect(rpc('hostgroup.get', { countOutput: true, filter: { name: 'new' } })).toEqual(result('0'))
  })

  it('to leave a host without a group', () => {
    const { rpc, groupid, start } = withAction()
    start(agentMachine('i-1', metadata))
    expect(rpc('hostgroup.delete', [groupid])).toMatchObject(refused('Host "host-i-1" cannot be without host group.'))
  })
})

describe('an action', () => {
  it('reads back as it was made, in texts', () => {
    const { rpc, groupid, actionid } = withAction()
    const params = {
      output: ['name', 'status'],
      filter: { name: 'acme dev' },
      selectFilter: 'extend',
      selectOperations: 'extend',
    }
    expect(rpc('action.get', params)).toMatchObject(
      result([
        {
          actionid,
          status: '0',
          filter: { conditions: [{ conditiontype: '24', operator: '2', value: metadata }] },
          operations: [
            { operationtype: '4', opgroup: [{ groupid }] },
            { operationtype: '6', optemplate: [{ templateid: '10343' }] },
          ],
        },
      ]),
    )
  })
})
