import { z } from 'zod'

const MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const MIB = { Mi: 1, Gi: 1024 }
const GIB = { Gi: 1, Ti: 1024 }

/** `30m` becomes milliseconds. */
export const duration = z.string('must be a number with s, m, h or d, as in 30m')
  .regex(/^[1-9]\d{0,5}(s|m|h|d)$/, 'must be a number with s, m, h or d, as in 30m')
  .transform((text) => times(text, MS))

/** `80Gi` becomes 80. Clouds sell disks by the GiB, so `Mi` is refused. */
export const diskSize = z.string('must be a size in Gi or Ti, as in 80Gi')
  .regex(/^[1-9]\d{0,4}(Gi|Ti)$/, 'must be a size in Gi or Ti, as in 80Gi')
  .transform((text) => times(text, GIB))

/** `8Gi` becomes 8192. */
export const memory = z.string('must be a size in Mi or Gi, as in 8Gi')
  .regex(/^[1-9]\d{0,6}(Mi|Gi)$/, 'must be a size in Mi or Gi, as in 8Gi')
  .transform((text) => times(text, MIB))

/** `"4"` and `"500m"`, as Kubernetes writes them, become 4 and 0.5. */
export const cpu = z.string('must be a text like "4" or "500m"')
  .regex(/^[1-9]\d{0,5}m?$/, 'must be a text like "4" or "500m"')
  .transform((text) => (text.endsWith('m') ? Number(text.slice(0, -1)) / 1000 : Number(text)))

export const count = z.int('must be a whole number').min(1, 'must be at least 1').max(1000, 'must be at most 1000')

// Each schema's pattern has let only the units of its table through.
const times = (text: string, table: Record<string, number>): number =>
  Number.parseInt(text, 10) * (table[text.replace(/\d+/, '')] ?? Number.NaN)
