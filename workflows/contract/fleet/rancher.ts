import { z } from 'zod'
import { certManagerVersion, kubernetes, rancherVersion } from './kubernetes.ts'
import { hostName, machineName } from './names.ts'
import { optional, strict, text } from './strict.ts'
import { count, diskSize } from './units.ts'

/** Machines of one size, or (on own metal) machines of the inventory by name. */
const servers = strict({
  count: optional(count),
  size: optional(text),
  disk: optional(diskSize),
  hosts: optional(z.array(machineName).min(1).max(5)),
}).transform(({ disk, ...rest }) => ({ ...rest, diskGiB: disk ?? 80 }))

/** The management cluster: Rancher's version, what it runs on and how it is reached. */
export const rancher = strict({
  version: rancherVersion,
  kubernetes,
  loadBalancer: z.enum(['nginx', 'cloud']).default('nginx'),
  certManager: certManagerVersion.default('v1.18.2'),
  hostname: hostName,
  servers,
})
