import { z } from 'zod'
import { strict } from './strict.ts'

const RKE2 = /^v1\.\d{1,2}\.\d{1,2}\+rke2r\d{1,2}$/
const RKE = /^v1\.\d{1,2}\.\d{1,2}-rancher\d{1,2}-\d{1,2}$/

/** Which distribution Rancher's own cluster or a downstream cluster runs, and which release of it. */
export const kubernetes = z.discriminatedUnion('engine', [
  strict({
    engine: z.literal('rke2'),
    version: z.string().regex(RKE2, 'must be a release of RKE2, as in v1.33.5+rke2r1'),
  }),
  strict({
    engine: z.literal('rke'),
    version: z.string().regex(RKE, 'must be a release of RKE, as in v1.31.7-rancher1-1'),
  }),
])

/** `2.12.3`, without a v. */
export const rancherVersion = z.string('must be a release in quotes or with three parts, as in 2.12.3')
  .regex(/^2\.\d{1,2}\.\d{1,2}$/, 'must be a release of Rancher, as in 2.12.3')

export const certManagerVersion = z.string()
  .regex(/^v1\.\d{1,2}\.\d{1,2}$/, 'must be a release of cert-manager, as in v1.18.2')
