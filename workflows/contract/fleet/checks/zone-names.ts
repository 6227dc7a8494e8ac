import { z } from 'zod'
import type { Finding } from '../mistake.ts'
import { shortened } from '../mistake.ts'
import { whenFits } from './when-fits.ts'

const needs = z.object({ cloud: z.object({ region: z.string().optional(), zones: z.array(z.string()).max(8) }) })

/** Zones are of the region, and each is named once: subnets are carved by their place in this list. */
export const zoneNames = whenFits(needs, ({ cloud: { region, zones } }) =>
  zones.flatMap((zone, index): Finding[] => {
    const path = ['cloud', 'zones', index]
    if (zones.indexOf(zone) < index) return [{ path, message: `zone ${shortened(zone)} stands twice; name each once` }]
    if (region !== undefined && !(zone.startsWith(region) && zone.length > region.length)) {
      return [{
        path,
        message: `zone ${shortened(zone)} is not in region ${shortened(region)}; name zones like ${shortened(region)}a`,
      }]
    }
    return []
  }))
