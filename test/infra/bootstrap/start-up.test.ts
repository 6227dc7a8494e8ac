import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { machines } from '../../activities/bootstrap/reference-machines.ts'
import { registrationToken } from '../../activities/bootstrap/rendering.ts'
import { type Machine, newMachine } from './machine.ts'

// Real disks have a test of their own.
const node = { ...machines.node, disks: [] }
const HOOK = 'opt/acme/join-database'
let machine: Machine

beforeEach(async () => {
  machine = await newMachine()
  await machine.install(HOOK, '#!/usr/bin/env bash\necho joined the database\n')
})
afterEach(() => machine.remove())

const results = async () => (await machine.report()).steps.map(({ name, result }) => `${name} ${result}`)

describe('a node', () => {
  it('reports each step of its first start, in order, and joins its cluster', async () => {
    expect(await machine.firstStart(node)).toMatchObject({ exitCode: 0 })
    expect(await results()).toEqual([
      'container-runtime done', 'zabbix-agent done', 'gluster-client done', 'kubectl done', 'gluster-mounts done',
      'database-hook done', 'register-node done', 'check done',
    ])
    expect(await machine.report()).toMatchObject({ role: 'node', startedAt: expect.stringMatching(/^\d{4}-.*Z$/) })
    expect(await machine.state('joined')).toBe(
      `--token ${registrationToken} --etcd --controlplane --worker --label trailboss.io/pool=workers` +
        ' --label tier=batch --taints dedicated=batch:NoSchedule\n',
    )
    expect(await machine.state('journal')).toContain('database-hook: done after')
  })

  it('changes nothing at its second start but the report of it', async () => {
    await machine.firstStart(node)
    const files = async () => (await machine.files()).filter((line) => !line.startsWith('var/lib/trailboss/'))
    const before = await files()
    expect(await machine.reboot()).toMatchObject({ exitCode: 0 })
    expect(await files()).toEqual(before)
    expect((await machine.state('joined')).split('\n').filter(Boolean)).toHaveLength(1)
    expect((await machine.state('gluster-mounts')).split('\n').filter(Boolean)).toHaveLength(1)
  })

  it('keeps its settings for root alone, and the registration token nowhere once it is used', async () => {
    await machine.firstStart(node)
    expect(await machine.mode('etc/trailboss/settings.env')).toBe('600')
    expect(await machine.mode('etc/trailboss')).toBe('700')
    const settings = await machine.read('etc/trailboss/settings.env')
    expect(settings).toContain('TRAILBOSS_REGISTRATION_COMMAND=\n')
    await expect(machine.read('var/lib/cloud/instances/i-1/scripts/part-001')).rejects.toThrow('ENOENT')
    const report = await machine.read('var/lib/trailboss/start-up.json')
    for (const text of [settings, report, await machine.state('journal')]) {
      expect(text).not.toContain(registrationToken)
    }
    expect((await machine.report()).steps.find(({ name }) => name === 'register-node')?.output).toContain('[hidden]')
  })

  it('does not join with a step undone, says which and why, and goes on from there at the next try', async () => {
    await machine.set('no-gluster')
    expect(await machine.firstStart(node)).toMatchObject({ exitCode: 1 })
    expect((await results()).slice(4)).toEqual([
      'gluster-mounts failed', 'database-hook skipped', 'register-node skipped', 'check skipped',
    ])
    expect((await machine.report()).steps[4]?.output).toContain('gluster volume status shared')
    await machine.unset('no-gluster')
    expect(await machine.reboot()).toMatchObject({ exitCode: 0 })
    expect((await results()).every((line) => line.endsWith(' done'))).toBe(true)
  })

  it('says what to do where the hook of its database is missing', async () => {
    await machine.install(`${HOOK}.elsewhere`, '')
    await machine.firstStart({ ...node, databaseHook: '/opt/none' })
    expect((await machine.report()).steps[5]).toMatchObject({
      result: 'failed', output: 'the database hook /opt/none is not on this machine; add it to the image, executable',
    })
  })

  it('joins without monitoring rather than not at all', async () => {
    await machine.set('packages/glusterfs-client')
    await machine.set('no-archive')
    expect(await machine.firstStart(node)).toMatchObject({ exitCode: 1 })
    expect(await results()).toEqual(expect.arrayContaining(['zabbix-agent failed', 'register-node done']))
  })

  it('starts its stopped agent without a token, and asks to be replaced where the agent is gone', async () => {
    await machine.firstStart(node)
    await machine.unset('active/rancher-system-agent')
    expect(await machine.reboot()).toMatchObject({ exitCode: 1 })
    expect((await machine.report()).steps[6]?.output).toContain('replace this node')
    await machine.install('etc/systemd/system/rancher-system-agent.service', '[Unit]\n')
    expect(await machine.reboot()).toMatchObject({ exitCode: 0 })
  })

  it('of an RKE cluster gets Docker, which RKE2 has no use for', async () => {
    await machine.firstStart(node)
    await expect(machine.state('packages/docker.io')).rejects.toThrow('ENOENT')
    await machine.firstStart({ ...node, kubernetesVersion: 'v1.28.9-rancher1-1' })
    expect(await machine.state('packages/docker.io')).toBe('')
  })
})

describe('the other roles', () => {
  it('a bastion has its Zabbix agent, named as the machine is, and nothing else', async () => {
    expect(await machine.firstStart(machines.bastion)).toMatchObject({ exitCode: 0 })
    expect(await results()).toEqual(['zabbix-agent done', 'check done'])
    expect(await machine.read('etc/zabbix/zabbix_agentd.conf')).toBe(
      'PidFile=/run/zabbix/zabbix_agentd.pid\nLogType=system\n' +
        'Server=zabbix.dev.acme.example\nServerActive=zabbix.dev.acme.example\nHostname=dev-bastion\n' +
        'HostMetadata=trailboss env=dev role=node cluster=apps pool=workers\n',
    )
  })

  it('a Zabbix value cannot add a line of its own to the agent\'s configuration', async () => {
    const zabbix = { server: 'zabbix', metadata: 'role=bastion\nUserParameter=x,rm -rf /' }
    await machine.firstStart({ ...machines.bastion, zabbix })
    expect(await machine.read('etc/zabbix/zabbix_agentd.conf')).not.toMatch(/^UserParameter/m)
  })

  it('a file server runs Gluster\'s daemon, at every start', async () => {
    expect(await machine.firstStart({ ...machines['file-server'], disks: [] })).toMatchObject({ exitCode: 0 })
    expect(await machine.state('enabled/glusterd')).toBe('')
    expect(await machine.state('enabled/trailboss-start')).toBe('')
  })
})
