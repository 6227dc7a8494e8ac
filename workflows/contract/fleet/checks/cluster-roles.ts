import { z } from 'zod'
import type { Finding } from '../mistake.ts'
import { whenFits } from './when-fits.ts'

const needs = z.object({
  pools: z.record(z.string(), z.object({
    roles: z.array(z.string()), count: z.number().optional(), min: z.number().optional(), hosts: z.array(z.string()).optional(),
  })),
})
type Pool = z.output<typeof needs>['pools'][string]

const ROLES = ['etcd', 'controlplane', 'worker']

/** A cluster comes up when it has at least one of each role, and keeps its state when etcd's members are odd. */
export const clusterRoles = whenFits(needs, ({ pools }) => [
  ...ROLES.filter((role) => !Object.values(pools).some(({ roles }) => roles.includes(role))).map((role): Finding => ({
    path: ['pools'], at: 'key', message: `no pool has the role ${role}; a cluster needs etcd, controlplane and worker`,
  })),
  ...etcdMembers(Object.entries(pools).filter(([, { roles }]) => roles.includes('etcd'))),
])

function etcdMembers(members: [string, Pool][]): Finding[] {
  const autoscaled = members.filter(([, { min }]) => min !== undefined).map(([name]): Finding => ({
    path: ['pools', name, 'min'], message: 'an etcd pool must not grow and shrink by itself; give it count: 1, 3 or 5',
  }))
  const count = members.reduce((sum, [, pool]) => sum + (pool.count ?? pool.hosts?.length ?? 0), 0)
  const [first] = members
  if (autoscaled.length > 0 || first === undefined || count === 0 || count % 2 === 1) return autoscaled
  return [{
    path: ['pools', first[0]], at: 'key',
    message: `${count} etcd members survive no more losses than ${count - 1}; make their number odd`,
  }]
}
