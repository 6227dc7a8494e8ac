import { carve, formatAddress, formatCidr } from '../contract/fleet/cidr.ts'
import type { Cidr } from '../contract/fleet/cidr.ts'
import type { Site } from './site.ts'

export type Side = 'public' | 'private'

/** Always 16 parts, two for each zone by its place in the list: a zone added at the end moves no subnet. */
const SUBNET_BITS = 4

export const subnetName = (side: Side, zone: string): string => `${side}-${zone}`

export const subnetCidr = (site: Site, side: Side, zone: string): string => formatCidr(subnet(site, side, zone))

/** The `offset`th address of a zone's subnet. AWS keeps the first four and the last of each for itself. */
export const addressIn = (site: Site, { side, zone, offset }: { side: Side; zone: string; offset: number }): string =>
  formatAddress(subnet(site, side, zone).first + offset)

export interface Spot {
  zone: string
  address: string
}

/**
 * Fixed addresses for `count` machines from `firstOffset` on. Over three zones and no more, so that a zone added
 * later moves none of them.
 */
function spots(site: Site, { count, firstOffset }: { count: number; firstOffset: number }): Spot[] {
  const zones = site.cloud.zones.slice(0, 3)
  return Array.from({ length: count }, (_, index) => {
    const zone = zones[index % zones.length] ?? ''
    const offset = firstOffset + Math.floor(index / zones.length)
    return { zone, address: addressIn(site, { side: 'private', zone, offset }) }
  })
}

export const serverSpots = (site: Site): Spot[] =>
  spots(site, { count: site.section.rancher.servers.count ?? 0, firstOffset: 10 })

/** Behind the five addresses that Rancher servers may take in one zone, with room to spare. */
export const fileServerSpots = (site: Site): Spot[] =>
  spots(site, { count: site.section.fileServers?.count ?? 0, firstOffset: 20 })

function subnet(site: Site, side: Side, zone: string): Cidr {
  const place = 2 * site.cloud.zones.indexOf(zone)
  return carve(site.cidr, SUBNET_BITS, side === 'public' ? place : place + 1)
}
