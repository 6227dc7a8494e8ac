import { z } from 'zod'
import { environmentName, name } from './names.ts'
import { secret, webAddress } from './references.ts'
import { optional, strict, text } from './strict.ts'
import { duration } from './units.ts'

const approval = strict({ by: z.array(text).min(1, 'must name at least one group'), within: duration })
  .transform(({ by, within }) => ({ by, withinMs: within }))

const promotion = strict({
  to: environmentName,
  gates: z.array(z.enum(['build', 'scan', 'review', 'issues'])),
  analysis: optional(text),
  approval: optional(approval),
})

/** An app: where its chart, image and sources are, and the way its releases take through the environments. */
export const app = strict({
  chart: strict({ repository: z.enum(['nexus']), name: name(63) }),
  image: text,
  source: strict({ bitbucket: optional(text), bamboo: optional(text), jira: optional(text) }),
  promotion: z.array(promotion).min(1, 'must name at least one environment'),
})

const service = strict({ url: webAddress, credentials: secret })

/** The services that a release passes on its way. */
export const delivery = strict({
  nexus: optional(service),
  jira: optional(service),
  bitbucket: optional(service),
  bamboo: optional(service),
})
