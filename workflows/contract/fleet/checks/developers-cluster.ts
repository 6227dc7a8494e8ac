import { z } from 'zod'
import { listed, shortened } from '../mistake.ts'
import { whenFits } from './when-fits.ts'

const needs = z.object({
  developers: z.object({ cluster: z.string() }),
  clusters: z.record(z.string(), z.unknown()),
})

/** Developers' nodes join a cluster of the same environment. */
export const developersCluster = whenFits(needs, ({ developers, clusters }) => {
  const known = Object.keys(clusters)
  if (known.includes(developers.cluster)) return []
  return [{
    path: ['developers', 'cluster'],
    message: `there is no cluster ${shortened(developers.cluster)} in this environment; name one of ${listed(known) || 'its clusters'}`,
  }]
})
