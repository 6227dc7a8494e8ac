import { describe, expect, it } from '@jest/globals'
import type { Resource } from '../../../workflows/contract/resource.ts'
import { needsOf } from '../../../workflows/contract/resource.ts'
import type { KindName, KindSpecs } from '../../../workflows/contract/specs.ts'
import { desiredResources } from '../../../workflows/graph/desired-resources.ts'
import { exampleText, exampleWith, fleetOf } from '../contract/fleet/example.ts'
import { flawsOf, resourcesOf } from './graph.ts'

const DEV_KEYS = `
aws.vpc/main
aws.subnet/public-eu-central-1a aws.subnet/private-eu-central-1a
aws.subnet/public-eu-central-1b aws.subnet/private-eu-central-1b
aws.subnet/public-eu-central-1c aws.subnet/private-eu-central-1c
aws.internetGateway/main aws.elasticIp/nat aws.natGateway/main aws.routeTable/public aws.routeTable/private
aws.securityGroup/bastion aws.securityGroup/load-balancer aws.securityGroup/servers
aws.securityGroup/nodes aws.securityGroup/ingress aws.securityGroup/file-servers
aws.keyPair/main aws.image/main
aws.instance/bastion aws.instance/load-balancer
aws.instance/rancher-1 aws.instance/rancher-2 aws.instance/rancher-3
aws.instance/file-server-1 aws.instance/file-server-2 aws.instance/file-server-3
zabbix.hostGroup/main zabbix.registrationAction/main
rancher.ping/main rancher.admin/main rancher.apiToken/main rancher.serverUrl/main
rancher.cluster/apps rancher.registration/apps
aws.launchTemplate/apps.control aws.autoScalingGroup/apps.control rancher.nodes/apps.control
aws.launchTemplate/apps.workers aws.autoScalingGroup/apps.workers rancher.nodes/apps.workers
aws.launchTemplate/apps.ingress aws.autoScalingGroup/apps.ingress rancher.nodes/apps.ingress
rancher.clusterActive/apps
`.trim().split(/\s+/)

const dev = (text = exampleText) => resourcesOf(fleetOf(text), 'dev')

function specOf<K extends KindName>(resources: readonly Resource[], kind: K, name: string): KindSpecs[K] {
  const found = resources.find((resource): resource is Resource<K> & Resource => resource.kind === kind && resource.name === name)
  if (!found) throw new Error(`${kind}/${name} is not in the graph`)
  return found.spec
}

const cidrs = (resources: readonly Resource[]) => Object.fromEntries(
  resources.flatMap(({ kind, name }) => (kind === 'aws.subnet' ? [[name, specOf(resources, kind, name).cidr]] : [])),
)

describe('the graph of an environment', () => {
  it('holds exactly what the reference fleet asks for', () => {
    expect(dev().map(({ key }) => key)).toEqual(DEV_KEYS)
  })

  it('is the same for the same fleet', () => {
    expect(dev()).toEqual(dev())
  })

  it.each(['nginx  ', 'cloud  '])('can be walked to its end behind load balancer %s', (loadBalancer) => {
    expect(flawsOf(dev(exampleWith('loadBalancer: nginx  ', `loadBalancer: ${loadBalancer}`)))).toEqual([])
  })

  it('moves no subnet and no machine when a zone is added', () => {
    const before = dev()
    const after = dev(exampleWith('eu-central-1c]', 'eu-central-1c, eu-central-1d]'))
    expect(cidrs(after)).toMatchObject(cidrs(before))
    for (const name of ['rancher-1', 'rancher-3', 'file-server-3', 'load-balancer']) {
      expect(specOf(after, 'aws.instance', name)).toEqual(specOf(before, 'aws.instance', name))
    }
  })

  it('starts the servers side by side, one in each zone, at addresses known before', () => {
    const servers = ['rancher-1', 'rancher-2', 'rancher-3'].map((name) => specOf(dev(), 'aws.instance', name))
    expect(servers.map(({ privateAddress }) => privateAddress)).toEqual(['10.10.16.10', '10.10.48.10', '10.10.80.10'])
    expect(servers.map(({ userData }) => userData.rancherServer?.first)).toEqual([true, false, false])
    expect(servers[1]?.userData.rancherServer?.joinAddress).toBe('10.10.32.10')
    const needs = dev().filter(({ key }) => key === 'aws.instance/rancher-2').flatMap(needsOf)
    expect(needs.filter((need) => need.startsWith('aws.instance'))).toEqual([])
  })

  it('lets nobody in by ssh but through the bastion', () => {
    const ssh = dev().flatMap(({ kind, name }) => (kind === 'aws.securityGroup'
      ? specOf(dev(), kind, name).ingress.filter(({ fromPort }) => fromPort === 22).map(({ cidr }) => `${name} ${cidr}`)
      : []))
    expect(ssh.filter((rule) => !rule.endsWith('undefined'))).toEqual(['bastion 203.0.113.0/24'])
  })

  it('mounts volumes and disks on the pools that ask for them', () => {
    const { userData, disksGiB } = specOf(dev(), 'aws.launchTemplate', 'apps.workers')
    expect(disksGiB).toEqual([100])
    expect(userData.disks).toEqual([{ device: '/dev/sdf', mount: '/var/lib/trailboss/disks/1' }])
    expect(userData.glusterMounts).toEqual([{ servers: ['10.10.16.20', '10.10.48.20', '10.10.80.20'], volume: 'shared', mount: '/mnt/shared' }])
    expect(userData.zabbix).toEqual({ server: 'zabbix.dev.acme.example', metadata: 'trailboss fleet=acme env=dev role=node' })
  })

  it('keeps a pool with a count at it, and lets the others grow', () => {
    expect(specOf(dev(), 'aws.autoScalingGroup', 'apps.control')).toMatchObject({ min: 3, max: 3 })
    expect(specOf(dev(), 'aws.autoScalingGroup', 'apps.workers')).toMatchObject({ min: 2, max: 10 })
  })

  it.each([['staging', /azure/], ['prod', /metal/], ['nowhere', /it has dev, staging, prod/], ['constructor', /is not in fleet/]])(
    'refuses %s in words', (environment, why) => {
      expect(desiredResources(fleetOf(exampleText), environment)).toEqual({ refusal: expect.stringMatching(why) })
    })

  it('refuses the engine rke in words, wherever it is asked for', () => {
    const asked = 'kubernetes: { engine: rke2, version: v1.33.5+rke2r1 }   # engine'
    const rke = exampleText.replace('2.12.3', '2.11.3').replace(asked, 'kubernetes: { engine: rke, version: v1.31.4-rancher1-1 }   # engine')
    expect(rke).not.toEqual(exampleText)
    expect(desiredResources(fleetOf(rke), 'dev')).toEqual({ refusal: expect.stringMatching(/engine rke/) })
  })
})
