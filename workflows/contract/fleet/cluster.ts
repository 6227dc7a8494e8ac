import { z } from 'zod'
import { kubernetes } from './kubernetes.ts'
import { hostPattern, poolName } from './names.ts'
import { optional, strict, text } from './strict.ts'
import { count, diskSize } from './units.ts'

const role = z.enum(['etcd', 'controlplane', 'worker'])

/** `key=value:Effect`, as kubectl writes it. */
const taint = z.string().regex(
  /^[A-Za-z0-9./_-]{1,253}(=[A-Za-z0-9._-]{0,63})?:(NoSchedule|PreferNoSchedule|NoExecute)$/,
  'must be a taint, as in dedicated=ingress:NoSchedule',
)

/**
 * Machines of one size and one set of roles. On a cloud `hosts` are the host names that lead to the pool's ingress;
 * on own metal they are the machines themselves.
 */
export const pool = strict({
  roles: z.array(role).min(1, 'must name at least one of etcd, controlplane, worker').max(3),
  count: optional(count),
  min: optional(count),
  max: optional(count),
  size: optional(text),
  disk: optional(diskSize),
  disks: optional(z.array(diskSize).max(10, 'must not name more than 10 disks')),
  volumes: optional(z.array(text).max(50)),
  hosts: optional(z.array(hostPattern).min(1).max(1000)),
  taints: optional(z.array(taint).max(20)),
}).transform(({ disk, disks, volumes, taints, ...rest }) => ({
  ...rest, rootDiskGiB: disk ?? 50, disksGiB: disks ?? [], volumes: volumes ?? [], taints: taints ?? [],
}))

/** A downstream cluster: custom nodes, registered with Rancher by their start-up script. */
export const cluster = strict({ kubernetes, pools: z.record(poolName, pool) })
