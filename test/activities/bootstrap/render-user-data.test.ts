import { beforeEach, describe, expect, it } from '@jest/globals'
import type { Resolved } from '../../../workflows/contract/resource.ts'
import type { UserData } from '../../../workflows/contract/specs.ts'
import { machines, roles, scope } from './reference-machines.ts'
import { registrationToken, renderer } from './rendering.ts'
import { bash } from './run.ts'

let rendering: ReturnType<typeof renderer>

beforeEach(() => {
  rendering = renderer()
})

const textOf = async (machine: Resolved<UserData>) => (await rendering.render(scope, machine)).text

/** The settings as bash reads them from the text's head. */
async function settingsIn(text: string): Promise<Record<string, string>> {
  const head = text.slice(0, text.indexOf('\n\n'))
  const print = `for name in "\${!TRAILBOSS_@}"; do printf '%s=%s\\0' "$name" "\${!name}"; done`
  const { stdout } = await bash(`${head}\n${print}`)
  return Object.fromEntries(stdout.split('\0').filter(Boolean).map((line) => line.split(/=(.*)/s).slice(0, 2)))
}

describe('what every role gets', () => {
  it.each(roles)('%s: at most the 16 KiB that EC2 takes, and a script that bash can read', async (role) => {
    const text = await textOf(machines[role])
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(16_384)
    expect(text.startsWith('#!/usr/bin/env bash\nTRAILBOSS_ROLE=')).toBe(true)
    expect(await bash(text, ['-n'])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it.each(roles)('%s: the same text and fingerprint each time', async (role) => {
    expect(await rendering.render(scope, machines[role])).toEqual(await rendering.render(scope, machines[role]))
  })

  it.each(roles)('%s: all the settings, in plain text at its head', async (role) => {
    expect(Object.keys(await settingsIn(await textOf(machines[role]))).sort()).toEqual([
      'TRAILBOSS_CERT_MANAGER_VERSION', 'TRAILBOSS_DATABASE_HOOK', 'TRAILBOSS_DISKS', 'TRAILBOSS_GLUSTER_MOUNTS',
      'TRAILBOSS_HOST_NAME', 'TRAILBOSS_KUBERNETES_VERSION', 'TRAILBOSS_LOAD_BALANCER_SERVERS',
      'TRAILBOSS_RANCHER_BOOTSTRAP_PASSWORD', 'TRAILBOSS_RANCHER_FIRST', 'TRAILBOSS_RANCHER_HOSTNAME',
      'TRAILBOSS_RANCHER_JOIN_ADDRESS', 'TRAILBOSS_RANCHER_JOIN_TOKEN', 'TRAILBOSS_RANCHER_VERSION',
      'TRAILBOSS_REGISTRATION_COMMAND', 'TRAILBOSS_ROLE', 'TRAILBOSS_ZABBIX_METADATA', 'TRAILBOSS_ZABBIX_SERVER',
    ])
  })
})

describe('what a role is told', () => {
  it('a node registers with its roles, labels and taints', async () => {
    const settings = await settingsIn(await textOf(machines.node))
    expect(settings['TRAILBOSS_REGISTRATION_COMMAND']).toBe(
      'curl -fL https://rancher.dev.acme.example/system-agent-install.sh | sudo sh -s -' +
        ` --server https://rancher.dev.acme.example --token ${registrationToken} --etcd --controlplane --worker` +
        ` --label 'trailboss.io/pool=workers' --label 'tier=batch' --taints 'dedicated=batch:NoSchedule'`,
    )
    expect(settings['TRAILBOSS_DISKS']).toBe('/dev/sdf=/data /dev/sdg=/srv/scratch')
    expect(settings['TRAILBOSS_GLUSTER_MOUNTS']).toBe('10.10.0.21,10.10.1.21,10.10.2.21:shared=/mnt/shared')
  })

  it('every Rancher server gets the same join token and bootstrap password, made once', async () => {
    const first = await settingsIn(await textOf(machines['rancher-server']))
    const { rancherServer } = machines['rancher-server']
    if (!rancherServer) throw new Error('the reference server lacks its Rancher part')
    const second = await settingsIn(
      await textOf({ ...machines['rancher-server'], rancherServer: { ...rancherServer, first: false } }),
    )
    expect(first['TRAILBOSS_RANCHER_JOIN_TOKEN']).toMatch(/^[0-9a-f]{64}$/)
    expect(first['TRAILBOSS_RANCHER_BOOTSTRAP_PASSWORD']).toMatch(/^[0-9a-f]{64}$/)
    expect(second).toEqual({ ...first, TRAILBOSS_RANCHER_FIRST: 'false' })
  })

  it('a bastion gets no secret at all', async () => {
    const settings = await settingsIn(await textOf(machines.bastion))
    expect(Object.entries(settings).filter(([, value]) => value !== '').map(([name]) => name).sort()).toEqual([
      'TRAILBOSS_HOST_NAME', 'TRAILBOSS_ROLE', 'TRAILBOSS_ZABBIX_METADATA', 'TRAILBOSS_ZABBIX_SERVER',
    ])
  })

  it('refuses what would not fit, and says how to make it fit', async () => {
    const { registration } = machines.node
    if (!registration) throw new Error('the reference node lacks its registration')
    const labels = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`acme.example/label-${index}`, 'yes']))
    const tooMuch = { ...machines.node, registration: { ...registration, labels } }
    await expect(textOf(tooMuch)).rejects.toThrow(/role "node" has \d+ bytes, and a cloud takes 16384/)
  })
})

describe('the fingerprint', () => {
  it('changes when a secret changes, and reveals none', async () => {
    const before = await rendering.render(scope, machines['rancher-server'])
    await rendering.secrets.keep({ secret: 'kept:acme/dev/rancher-join' }, 'another-token')
    const after = await rendering.render(scope, machines['rancher-server'])
    expect(after.fingerprint).not.toBe(before.fingerprint)
    expect(after.text).toContain('another-token')
    expect(after.fingerprint).toMatch(/^[0-9a-f]{16,}$/)
  })

  it('changes when a start-up step changes, so that machines of the old one count as drifted', async () => {
    const { fingerprint } = await rendering.render(scope, machines.bastion)
    const readScript = async (path: string) => `#!/usr/bin/env bash\necho ${path}\n`
    const changed = renderer({ readScript, secrets: rendering.secrets })
    expect((await changed.render(scope, machines.bastion)).fingerprint).not.toBe(fingerprint)
  })
})
