import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { parse, parseAllDocuments } from 'yaml'
import { machines } from '../../activities/bootstrap/reference-machines.ts'
import { type Machine, newMachine } from './machine.ts'

const CONFIG = 'etc/rancher/rke2/config.yaml'
const MANIFESTS = 'var/lib/rancher/rke2/server/manifests/trailboss-rancher.yaml'
let machine: Machine

beforeEach(async () => {
  machine = await newMachine()
})
afterEach(() => machine.remove())

/** A Rancher server of the reference fleet, without its disks: real disks have a test of their own. */
function server(first: boolean) {
  const { rancherServer, ...rest } = machines['rancher-server']
  if (!rancherServer) throw new Error('the reference server lacks its Rancher part')
  return { ...rest, disks: [], rancherServer: { ...rancherServer, first } }
}

describe('a Rancher server', () => {
  it('the first makes the cluster, with cert-manager and Rancher to be applied', async () => {
    expect(await machine.firstStart(server(true))).toMatchObject({ exitCode: 0 })
    expect(parse(await machine.read(CONFIG))).toEqual({
      token: expect.stringMatching(/^[0-9a-f]{64}$/),
      'tls-san': ['rancher.dev.acme.example', '10.10.0.21'],
      'write-kubeconfig-mode': '0600',
    })
    const manifests = parseAllDocuments(await machine.read(MANIFESTS)).map((document) => document.toJS())
    expect(manifests.filter(Boolean).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'HelmChart cert-manager', 'Namespace cattle-system', 'Secret bootstrap-secret', 'HelmChart rancher',
    ])
    const rancher = manifests.at(-1)
    expect(rancher.spec).toMatchObject({ chart: 'rancher', version: '2.12.3', targetNamespace: 'cattle-system' })
    expect(parse(rancher.spec.valuesContent)).toEqual({ hostname: 'rancher.dev.acme.example', replicas: 3 })
  })

  it('the others join it', async () => {
    expect(await machine.firstStart(server(false))).toMatchObject({ exitCode: 0 })
    expect(parse(await machine.read(CONFIG))).toMatchObject({ server: 'https://10.10.0.21:9345' })
    await expect(machine.read(MANIFESTS)).rejects.toThrow('ENOENT')
  })

  it('the first, lost and made anew, joins the cluster that the others still are', async () => {
    await machine.set('cluster-answers')
    await machine.firstStart(server(true))
    expect(parse(await machine.read(CONFIG))).toMatchObject({ server: 'https://10.10.0.21:9345' })
  })

  it('keeps what holds a secret for root alone', async () => {
    await machine.firstStart(server(true))
    expect([await machine.mode(CONFIG), await machine.mode(MANIFESTS)]).toEqual(['600', '600'])
  })

  it('installs the pinned version once, and no reboot changes it or what the server has joined', async () => {
    await machine.firstStart(server(true))
    expect(await machine.read('usr/local/bin/rke2')).toContain('server v1.33.5+rke2r1')
    const before = (await machine.files()).filter((line) => !line.startsWith('var/lib/trailboss/'))
    await machine.set('cluster-answers')
    expect(await machine.reboot()).toMatchObject({ exitCode: 0 })
    expect((await machine.files()).filter((line) => !line.startsWith('var/lib/trailboss/'))).toEqual(before)
  })
})
