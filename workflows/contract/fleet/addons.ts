import { z } from 'zod'
import { name } from './names.ts'
import { secret, webAddress } from './references.ts'
import { optional, strict, text } from './strict.ts'

/** `url` may hold `{environment}`. */
export const zabbix = strict({ url: webAddress, token: secret })

/** A chart that every downstream cluster gets. `values` is the chart's own language and is not looked into. */
export const addon = strict({
  chart: name(63),
  from: z.enum(['rancher', 'nexus']),
  version: optional(text),
  namespace: optional(name(63)),
  pool: optional(text),
  values: optional(z.record(z.string(), z.unknown())),
})
