import { z } from 'zod'
import { overlaps, parseCidr } from '../cidr.ts'
import type { Cidr } from '../cidr.ts'
import { whenFits } from './when-fits.ts'

const needs = z.object({ environments: z.record(z.string(), z.unknown()) })
const withNetwork = z.object({ network: z.object({ cidr: z.string() }) })

/** Environments that share addresses can never be joined by a peering or a VPN. */
export const networkOverlaps = whenFits(needs, ({ environments }) => {
  const networks = Object.entries(environments).flatMap(([name, section]): { name: string; cidr: Cidr }[] => {
    const fits = withNetwork.safeParse(section)
    const cidr = fits.success ? parseCidr(fits.data.network.cidr) : undefined
    return cidr === undefined ? [] : [{ name, cidr }]
  })
  // Each against those before it, so that a pair is told once, at its second.
  return networks.flatMap(({ name, cidr }, index) => {
    const other = networks.slice(0, index).find((earlier) => overlaps(earlier.cidr, cidr))
    if (other === undefined) return []
    return [{
      path: ['environments', name, 'network', 'cidr'],
      message: `overlaps the network of environment ${other.name}; give each environment a block of its own`,
    }]
  })
})
