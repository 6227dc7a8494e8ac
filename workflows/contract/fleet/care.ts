import { z } from 'zod'
import { clusterName, machineName } from './names.ts'
import { storeAddress } from './references.ts'
import { optional, strict, text } from './strict.ts'
import { count, cpu, duration, memory } from './units.ts'

/** What keeps an environment well after it is built: developers, backups, drift, databases. */
export const developers = strict({
  cluster: clusterName,
  node: strict({ size: text }),
  quota: strict({ cpu, memory }).transform((quota) => ({ cpuCores: quota.cpu, memoryMiB: quota.memory })),
})

const rhythm = strict({ every: duration, keep: count }).transform(({ every, keep }) => ({ everyMs: every, keep }))

export const backups = strict({
  etcd: optional(rhythm),
  rancher: optional(rhythm),
  volumes: optional(rhythm),
  store: storeAddress,
})

/** What is looked for on a schedule, and which differences are mended without asking. */
export const drift = strict({
  every: duration,
  remediate: z.array(z.enum(['tags', 'securityGroups', 'zabbixHosts'])).default([]),
}).transform(({ every, remediate }) => ({ everyMs: every, remediate }))

export const database = strict({
  engine: z.enum(['postgresql', 'mysql', 'mongodb']),
  hosts: z.array(machineName).min(1).max(50),
  backup: optional(rhythm),
})
