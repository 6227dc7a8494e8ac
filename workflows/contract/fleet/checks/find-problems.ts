import { isMapping } from '../merge-defaults.ts'
import type { Finding } from '../mistake.ts'
import { clusterRoles } from './cluster-roles.ts'
import { combinedNames } from './combined-names.ts'
import { developersCluster } from './developers-cluster.ts'
import { engineVersions } from './engine-versions.ts'
import { machineSources } from './machine-sources.ts'
import { networkOverlaps } from './network-overlaps.ts'
import { networkSize } from './network-size.ts'
import { poolBounds } from './pool-bounds.ts'
import { promotionTargets } from './promotion-targets.ts'
import { serverCount } from './server-count.ts'
import { volumesExist } from './volumes-exist.ts'
import type { Check } from './when-fits.ts'
import { zoneNames } from './zone-names.ts'

const ofFleet: readonly Check[] = [networkOverlaps, combinedNames, promotionTargets]
const ofEnvironment: readonly Check[] = [
  serverCount, zoneNames, networkSize, machineSources, engineVersions, volumesExist, developersCluster,
]
const ofCluster: readonly Check[] = [clusterRoles]

/** What no single value shows: what does not fit together. `environments` have their defaults merged in. */
export function findProblems(written: Record<string, unknown>, environments: Record<string, unknown>): Finding[] {
  const whole = { ...written, environments }
  return [
    ...run(ofFleet, whole, []),
    ...Object.entries(environments).flatMap(([name, section]) => inEnvironment(section, ['environments', name])),
  ]
}

function inEnvironment(section: unknown, at: readonly string[]): Finding[] {
  if (!isMapping(section)) return []
  const clusters = isMapping(section['clusters']) ? section['clusters'] : {}
  return [
    ...run(ofEnvironment, section, at),
    ...Object.entries(clusters).flatMap(([name, cluster]) => [
      ...run(ofCluster, cluster, [...at, 'clusters', name]),
      ...inPools(section, cluster, [...at, 'clusters', name, 'pools']),
    ]),
  ]
}

function inPools(section: Record<string, unknown>, cluster: unknown, at: readonly string[]): Finding[] {
  const pools = isMapping(cluster) && isMapping(cluster['pools']) ? cluster['pools'] : {}
  return Object.entries(pools).flatMap(([name, pool]) => run([poolBounds], { cloud: section['cloud'], pool }, [...at, name]))
}

const run = (checks: readonly Check[], part: unknown, at: readonly string[]): Finding[] =>
  checks.flatMap((check) => check(part)).map((finding) => ({ ...finding, path: [...at, ...finding.path] }))
