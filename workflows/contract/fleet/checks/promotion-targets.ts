import { z } from 'zod'
import type { Finding } from '../mistake.ts'
import { listed, shortened } from '../mistake.ts'
import { nearest } from '../nearest.ts'
import { whenFits } from './when-fits.ts'

const needs = z.object({
  environments: z.record(z.string(), z.unknown()),
  apps: z.record(z.string(), z.object({ promotion: z.array(z.object({ to: z.string() })) })),
})

/** An app is promoted into environments of this file. */
export const promotionTargets = whenFits(needs, ({ environments, apps }) => {
  const known = Object.keys(environments)
  return Object.entries(apps).flatMap(([app, { promotion }]) => promotion.flatMap(({ to }, index): Finding[] => {
    if (known.includes(to)) return []
    const meant = nearest(to, known)
    const hint = meant === undefined ? `environments are ${listed(known)}` : `did you mean "${meant}"?`
    return [{
      path: ['apps', app, 'promotion', index, 'to'],
      message: `there is no environment ${shortened(to)}; ${hint}`,
    }]
  }))
})
