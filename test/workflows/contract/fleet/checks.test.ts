import { describe, expect, it } from '@jest/globals'
import { exampleWith, mistakesOf } from './example.ts'

const cases: [title: string, piece: string, other: string, path: string, message: RegExp][] = [
  ['an even number of servers', 'servers: { count: 3, size: m5.large', 'servers: { count: 4, size: m5.large', 'environments.dev.rancher.servers.count', /1, 3 or 5/],
  ['two zones for three servers', 'eu-central-1b, eu-central-1c]', 'eu-central-1b]', 'environments.dev.cloud.zones', /name 3 zones/],
  ['a zone of another region', 'eu-central-1c]', 'eu-west-1c]', 'environments.dev.cloud.zones.2', /not in region/],
  ['no block of addresses', 'cidr: 10.10.0.0/16', 'cidr: 10.10.0.300/16', 'environments.dev.network.cidr', /IPv4 block/],
  ['a network too small for its subnets', 'cidr: 10.10.0.0/16', 'cidr: 10.10.0.0/26', 'environments.dev.network.cidr', /too small/],
  ['networks that overlap', 'cidr: 10.20.0.0/16', 'cidr: 10.10.128.0/17', 'environments.staging.network.cidr', /environment dev/],
  ['a minimum above the maximum', 'min: 2, max: 10', 'min: 11, max: 10', 'environments.dev.clusters.apps.pools.workers.min', /lower min/],
  ['a count beside bounds', 'min: 2, max: 10', 'count: 2, min: 2, max: 10', 'environments.dev.clusters.apps.pools.workers.count', /keep count/],
  ['a pool without a number', 'min: 2, max: 10, ', '', 'environments.dev.clusters.apps.pools.workers', /how many/],
  ['a machine that the inventory does not have', 'hosts: [w1, w2]', 'hosts: [w1, w9]', 'environments.prod.clusters.apps.pools.workers.hosts.1', /no machine w9/],
  ['a cluster without etcd', 'roles: [etcd, controlplane]', 'roles: [controlplane]', 'environments.dev.clusters.apps.pools', /role etcd/],
  ['an even number of etcd members', 'count: 3, size: m5.large }\n          workers', 'count: 2, size: m5.large }\n          workers', 'environments.dev.clusters.apps.pools.control', /odd/],
  ['upper case in a name', '  dev:\n', '  Dev:\n', 'environments.Dev', /lower-case/],
  ['a Cyrillic letter in a name', '          ingress: {', '          ingr\u0435ss: {', 'environments.dev.clusters.apps.pools.ingr\u0435ss', /lower-case letters a to z/],
  ['rke for a Rancher without it', 'kubernetes: { engine: rke2, version: v1.33.5+rke2r1 }\n        pools', 'kubernetes: { engine: rke, version: v1.31.7-rancher1-1 }\n        pools', 'environments.dev.clusters.apps.kubernetes.engine', /take engine rke2/],
  ['a version of no form', 'kubernetes: { engine: rke2, version: v1.33.5+rke2r1 }\n        pools', 'kubernetes: { engine: rke2, version: 1.33.5 }\n        pools', 'environments.dev.clusters.apps.kubernetes.version', /v1\.33\.5\+rke2r1/],
  ['a volume that nobody serves', 'volumes: [shared]', 'volumes: [shraed]', 'environments.dev.clusters.apps.pools.workers.volumes.0', /fileServers has shared/],
  ['a key that is no public key', 'ssh-ed25519 AAAA', 'ssh-ed25519 BBBB', 'defaults.ssh.publicKey', /OpenSSH public key/],
  ['developers in no cluster', 'developers: { cluster: apps', 'developers: { cluster: aps', 'environments.dev.developers.cluster', /no cluster aps/],
  ['a promotion to nowhere', 'to: prod', 'to: prd', 'apps.shop.promotion.2.to', /did you mean "prod"/],
  ['a size without a unit', 'disk: 80Gi', 'disk: 80', 'environments.dev.rancher.servers.disk', /80Gi/],
  ['names too long for a target group', 'loadBalancer: nginx  ', 'loadBalancer: cloud  ', 'environments.dev', /target group/],
]

describe('a fleet file is refused for', () => {
  it.each(cases)('%s', (title, piece, other, path, message) => {
    const text = exampleWith(piece, other)
    const long = title.includes('too long') ? text.replace('fleet: acme', 'fleet: acme-of-the-long-names') : text
    expect(mistakesOf(long)).toContainEqual(expect.objectContaining({
      path, message: expect.stringMatching(message), line: expect.any(Number), column: expect.any(Number),
    }))
  })
})
