import type { Resource } from '../contract/resource.ts'
import { hostNameOf, machine } from './machines.ts'
import { make } from './make.ts'
import { subnetRef, wayOut } from './network.ts'
import type { Site } from './site.ts'

/** The one machine that answers ssh from outside. */
export function bastion(site: Site): Resource[] {
  const size = site.section.bastion.size ?? 't3.micro'
  const userData = { hostName: hostNameOf(site, 'bastion') }
  return [make('aws.instance', 'bastion', {
    spec: {
      ...machine(site, { role: 'bastion', size, groups: ['bastion'], userData }),
      subnet: subnetRef('public', site.cloud.zones[0] ?? ''),
      publicAddress: true,
    },
    after: [wayOut('public')],
  })]
}
