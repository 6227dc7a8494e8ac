import { z } from 'zod'
import type { Finding } from '../mistake.ts'
import { listed, shortened } from '../mistake.ts'
import { whenFits } from './when-fits.ts'

const volume = z.object({ name: z.string(), replica: z.number() })
const needs = z.object({
  fileServers: z.object({ count: z.number(), volumes: z.array(volume).max(50) }).optional(),
  clusters: z.record(z.string(), z.object({
    pools: z.record(z.string(), z.object({ volumes: z.array(z.string()).max(50).optional() })),
  })),
})

/** Pools mount volumes that the file servers have, and each volume has servers enough for its copies. */
export const volumesExist = whenFits(needs, ({ fileServers, clusters }) => [
  ...tooFewServers(fileServers),
  ...Object.entries(clusters).flatMap(([cluster, { pools }]) => Object.entries(pools).flatMap(([pool, { volumes = [] }]) =>
    unknownVolumes(volumes, (fileServers?.volumes ?? []).map(({ name }) => name))
      .map((finding) => ({ ...finding, path: ['clusters', cluster, 'pools', pool, ...finding.path] })))),
])

function unknownVolumes(volumes: readonly string[], known: readonly string[]): Finding[] {
  return volumes.flatMap((name, index): Finding[] => {
    if (known.includes(name)) return []
    const next = known.length === 0 ? 'add it to fileServers.volumes' : `fileServers has ${listed(known)}`
    return [{ path: ['volumes', index], message: `there is no volume ${shortened(name)}; ${next}` }]
  })
}

function tooFewServers(fileServers: z.output<typeof needs>['fileServers']): Finding[] {
  const { count, volumes } = fileServers ?? { count: 0, volumes: [] }
  return volumes.flatMap(({ replica }, index): Finding[] => {
    if (count % replica === 0) return []
    return [{
      path: ['fileServers', 'volumes', index, 'replica'],
      message: `${replica} copies do not spread evenly over ${count} file servers; make fileServers.count a multiple of ${replica}`,
    }]
  })
}
