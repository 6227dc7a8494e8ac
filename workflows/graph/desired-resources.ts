import type { Fleet } from '../contract/fleet/fleet.ts'
import type { OnFailure } from '../contract/operations.ts'
import type { Resource, Scope } from '../contract/resource.ts'
import { bastion } from './bastion.ts'
import { cluster } from './cluster.ts'
import { fileServers } from './file-servers.ts'
import { loadBalancer } from './load-balancer.ts'
import { machineBasics } from './machines.ts'
import { monitoring } from './monitoring.ts'
import { network } from './network.ts'
import { rancher } from './rancher.ts'
import { rancherServers } from './rancher-servers.ts'
import { securityGroups } from './security-groups.ts'
import { siteOf } from './site.ts'

export interface DesiredResources {
  scope: Scope
  onFailure: OnFailure
  resources: Resource[]
}

/** Everything that one environment of the fleet shall have. Pure: the same fleet gives the same graph. */
export function desiredResources(fleet: Fleet, environment: string): DesiredResources | { refusal: string } {
  const site = siteOf(fleet, environment)
  if ('refusal' in site) return site
  const { provider, region, account } = site.cloud
  return {
    scope: { fleet: site.fleet, environment, cloud: { provider, region, account } },
    onFailure: site.section.onFailure,
    resources: [
      ...network(site),
      ...securityGroups(site),
      ...machineBasics(site),
      ...bastion(site),
      ...loadBalancer(site),
      ...rancherServers(site),
      ...fileServers(site),
      ...monitoring(site),
      ...rancher(site),
      ...Object.entries(site.section.clusters).flatMap(([name, wanted]) => cluster(site, name, wanted)),
    ],
  }
}
