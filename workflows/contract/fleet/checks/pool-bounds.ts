import { z } from 'zod'
import type { Finding } from '../mistake.ts'
import { shortened } from '../mistake.ts'
import { whenFits } from './when-fits.ts'

const pool = z.object({
  count: z.number().optional(), min: z.number().optional(), max: z.number().optional(),
  size: z.string().optional(), hosts: z.array(z.string()).max(1000).optional(),
})
const inventory = z.object({ hosts: z.array(z.object({ name: z.string() })).max(5000) })
const needs = z.object({ cloud: z.object({ provider: z.string(), inventory: inventory.optional() }), pool })
type Pool = z.output<typeof pool>

/** On a cloud a pool says how many machines and of which size; on own metal it says which machines. */
export const poolBounds = whenFits(needs, ({ cloud, pool }) =>
  (cloud.provider === 'metal' ? onMetal(pool, cloud.inventory) : onCloud(pool)))

function onCloud({ count, min, max, size }: Pool): Finding[] {
  const findings: Finding[] = []
  if (size === undefined) findings.push(missing('size', 'a machine size, as in m5.large'))
  if (count !== undefined && (min !== undefined || max !== undefined)) {
    findings.push({ path: ['count'], message: 'says how many, and so do min and max; keep count, or keep min and max' })
  } else if (count === undefined && (min === undefined || max === undefined)) {
    findings.push({ path: [], at: 'key', message: 'does not say how many machines; give count, or both min and max' })
  } else if (min !== undefined && max !== undefined && min > max) {
    findings.push({ path: ['min'], message: `${min} is more than max, which is ${max}; lower min or raise max` })
  }
  return findings
}

function onMetal(pool: Pool, known: z.output<typeof inventory> | undefined): Finding[] {
  const names = known?.hosts.map(({ name }) => name) ?? []
  const forCloud = (['count', 'min', 'max', 'size'] as const).filter((key) => pool[key] !== undefined)
  return [
    ...forCloud.map((key): Finding => ({
      path: [key],
      message: 'is for clouds; on own metal hosts alone names the machines',
    })),
    ...(pool.hosts === undefined ? [missing('hosts', 'machines of cloud.inventory')] : []),
    ...(pool.hosts ?? []).flatMap((host, index): Finding[] => names.includes(host)
      ? []
      : [{
        path: ['hosts', index],
        message: `there is no machine ${shortened(host)} in cloud.inventory.hosts; add it or name another`,
      }]),
  ]
}

const missing = (key: string, what: string): Finding => ({ path: [key], message: `is missing; name ${what}` })
