import { keyOf } from '../contract/resource.ts'
import type { Key, Resource } from '../contract/resource.ts'
import { fileServerSpots } from './addresses.ts'
import { hostNameOf, machine } from './machines.ts'
import { make } from './make.ts'
import { subnetRef, wayOut } from './network.ts'
import type { Site } from './site.ts'

/** Machines that keep GlusterFS volumes, at fixed addresses by which nodes mount them. */
export function fileServers(site: Site): Resource[] {
  const wanted = site.section.fileServers
  if (wanted === undefined) return []
  return fileServerSpots(site).map(({ zone, address }, index) => make('aws.instance', nameOf(index), {
    spec: {
      ...machine(site, {
        role: 'file-server',
        size: wanted.size,
        groups: ['file-servers'],
        disksGiB: wanted.disksGiB,
        userData: { hostName: hostNameOf(site, nameOf(index)) },
      }),
      subnet: subnetRef('private', zone),
      privateAddress: address,
      publicAddress: false,
    },
    after: [wayOut('private')],
  }))
}

export const fileServerKeys = (site: Site): Key[] =>
  fileServerSpots(site).map((_, index) => keyOf('aws.instance', nameOf(index)))

const nameOf = (index: number): string => `file-server-${index + 1}`
