import { z } from 'zod'
import type { Finding } from '../mistake.ts'
import { whenFits } from './when-fits.ts'

const needs = z.object({ fleet: z.string(), environments: z.record(z.string(), z.unknown()) })
const withLoadBalancer = z.object({ cloud: z.object({ provider: z.literal('aws') }), rancher: z.object({ loadBalancer: z.literal('cloud') }) })
const withClusters = z.object({ clusters: z.record(z.string(), z.object({ pools: z.record(z.string(), z.unknown()) })) })

/** AWS lets load balancers and target groups have 32 characters; a host name, and a label's value, 63. */
const LONGEST_TARGET_GROUP = 32
const LONGEST_LABEL = 63

/** Names of cloud objects are put together from the file's names, and some clouds count. */
export const combinedNames = whenFits(needs, ({ fleet, environments }) =>
  Object.entries(environments).flatMap(([name, section]) => [
    ...targetGroup(fleet, name, section), ...nodeNames(fleet, name, section),
  ]))

function targetGroup(fleet: string, environment: string, section: unknown): Finding[] {
  const longest = `${fleet}-${environment}-rancher-9345`
  if (!withLoadBalancer.safeParse(section).success || longest.length <= LONGEST_TARGET_GROUP) return []
  return [tooLong(['environments', environment], longest, LONGEST_TARGET_GROUP, 'a target group')]
}

function nodeNames(fleet: string, environment: string, section: unknown): Finding[] {
  const fits = withClusters.safeParse(section)
  if (!fits.success) return []
  return Object.entries(fits.data.clusters).flatMap(([cluster, { pools }]) => Object.keys(pools).flatMap((pool) => {
    const longest = `${fleet}-${environment}-${cluster}-${pool}`
    if (longest.length <= LONGEST_LABEL) return []
    return [tooLong(['environments', environment, 'clusters', cluster, 'pools', pool], longest, LONGEST_LABEL, 'a node group')]
  }))
}

const tooLong = (path: string[], longest: string, most: number, what: string): Finding => ({
  path, at: 'key', message: `${what} would be called by ${longest.length} characters, and at most ${most} are allowed; shorten the names`,
})
