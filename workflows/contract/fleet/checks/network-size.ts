import { z } from 'zod'
import { parseCidr } from '../cidr.ts'
import { whenFits } from './when-fits.ts'

const needs = z.object({ cloud: z.object({ provider: z.enum(['aws', 'azure']) }), network: z.object({ cidr: z.string() }) })

/** The network is carved into 16 subnets; a /22 leaves 59 addresses in each, a network above /16 AWS refuses. */
export const networkSize = whenFits(needs, ({ network }) => {
  const prefix = parseCidr(network.cidr)?.prefix
  if (prefix === undefined || (prefix >= 16 && prefix <= 22)) return []
  return [{
    path: ['network', 'cidr'],
    message: `/${prefix} is too ${prefix < 16 ? 'large for a cloud network' : 'small for two subnets in each zone'}; take a block from /16 to /22`,
  }]
})
