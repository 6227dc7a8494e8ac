import { z } from 'zod'
import type { Finding } from '../mistake.ts'
import { whenFits } from './when-fits.ts'

const withEngine = z.object({ kubernetes: z.object({ engine: z.string() }) })
const needs = z.object({
  rancher: z.object({ version: z.string(), kubernetes: z.unknown().optional() }),
  clusters: z.record(z.string(), z.unknown()).catch({}),
})

/** Rancher 2.12.0 and later neither provision nor manage RKE clusters (Rancher's documentation, "RKE1 end of life"). */
const LAST_WITH_RKE = 11

/** `rke` is for Rancher up to 2.11, for its own cluster as for those it manages. */
export const engineVersions = whenFits(needs, ({ rancher, clusters }) => {
  const minor = Number(/^2\.(\d+)\./.exec(rancher.version)?.[1] ?? 0)
  if (minor <= LAST_WITH_RKE) return []
  const users: [string[], unknown][] = [
    [['rancher'], rancher],
    ...Object.entries(clusters).map(([name, cluster]): [string[], unknown] => [['clusters', name], cluster]),
  ]
  return users.filter(([, user]) => withEngine.safeParse(user).data?.kubernetes.engine === 'rke').map(([at]): Finding => ({
    path: [...at, 'kubernetes', 'engine'],
    message: `rke ended with Rancher 2.${LAST_WITH_RKE}, and this is ${rancher.version}; take engine rke2`,
  }))
})
