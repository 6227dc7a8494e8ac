import { z } from 'zod'
import { whenFits } from './when-fits.ts'

const needs = z.object({
  cloud: z.object({ zones: z.array(z.string()) }),
  rancher: z.object({ servers: z.object({ count: z.number() }) }),
})

/** An even number of etcd members survives no more losses than one fewer, and two in one zone fall together. */
export const serverCount = whenFits(needs, ({ cloud, rancher }) => {
  const { count } = rancher.servers
  const zones = new Set(cloud.zones).size
  if (![1, 3, 5].includes(count)) {
    return [{
      path: ['rancher', 'servers', 'count'],
      message: `must be 1, 3 or 5, so that etcd keeps a majority; ${count} does not help`,
    }]
  }
  const wanted = Math.min(count, 3)
  if (zones >= wanted) return []
  return [{
    path: ['cloud', 'zones'],
    message: `${zones} ${zones === 1 ? 'zone' : 'zones'} for ${count} Rancher servers: losing one zone loses etcd's majority; name ${wanted} zones`,
  }]
})
