import { z } from 'zod'
import { name } from './names.ts'
import { strict, text } from './strict.ts'
import { count, diskSize } from './units.ts'

const MOUNT = 'must be an absolute path without spaces, as in /mnt/shared'

const mountPath = z.string(MOUNT).regex(/^(\/[A-Za-z0-9._-]+)+$/, MOUNT)

/** A GlusterFS volume, spread over `replica` servers. */
const volume = strict({ name: name(32), replica: count, mount: mountPath })

export const fileServers = strict({
  count: count.max(20, 'must be at most 20'),
  size: text,
  disks: z.array(diskSize).min(1, 'must name at least one disk').max(10, 'must not name more than 10 disks'),
  volumes: z.array(volume).max(50, 'must not name more than 50 volumes'),
}).transform(({ disks, ...rest }) => ({ ...rest, disksGiB: disks }))
