import type { Key, Resource } from '../contract/resource.ts'
import { keyOf } from '../contract/resource.ts'
import type { RancherServerStart } from '../contract/specs.ts'
import { serverSpots } from './addresses.ts'
import type { Spot } from './addresses.ts'
import { joinAddress } from './load-balancer.ts'
import { hostNameOf, machine } from './machines.ts'
import { make } from './make.ts'
import { subnetRef, wayOut } from './network.ts'
import { kept } from './site.ts'
import type { Site } from './site.ts'

/** The management cluster's machines. All start side by side: who joins waits for the first by itself. */
export const rancherServers = (site: Site): Resource[] =>
  serverSpots(site).map((spot, index) => server(site, spot, index))

export const rancherServerKeys = (site: Site): Key[] =>
  serverSpots(site).map((_, index) => keyOf('aws.instance', nameOf(index)))

function server(site: Site, { zone, address }: Spot, index: number): Resource {
  const { servers, kubernetes } = site.section.rancher
  const userData = {
    hostName: hostNameOf(site, nameOf(index)),
    kubernetesVersion: kubernetes.version,
    rancherServer: start(site, index === 0),
  }
  const spec = machine(site, {
    role: 'rancher-server', size: servers.size ?? '', groups: ['servers'], rootDiskGiB: servers.diskGiB, userData,
  })
  return make('aws.instance', nameOf(index), {
    spec: { ...spec, subnet: subnetRef('private', zone), privateAddress: address, publicAddress: false },
    after: [wayOut('private')],
  })
}

const start = (site: Site, first: boolean): RancherServerStart => ({
  first,
  joinAddress: joinAddress(site),
  joinToken: kept(site, 'rancher-join-token'),
  hostname: site.section.rancher.hostname,
  rancherVersion: site.section.rancher.version,
  certManagerVersion: site.section.rancher.certManager,
  bootstrapPassword: kept(site, 'rancher-bootstrap-password'),
})

const nameOf = (index: number): string => `rancher-${index + 1}`
