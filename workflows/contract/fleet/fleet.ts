import { z } from 'zod'
import { app, delivery } from './apps.ts'
import { environmentSection } from './environment.ts'
import type { EnvironmentSection } from './environment.ts'
import { environmentName, fleetName, name } from './names.ts'
import { partly } from './partly.ts'
import { optional, strict } from './strict.ts'

/** A fleet file, read: units are numbers, defaults are merged into each environment. */
export interface Fleet {
  name: string
  environments: Record<string, EnvironmentSection>
  apps: Record<string, z.output<typeof app>>
  delivery: z.output<typeof delivery>
}

/**
 * The file as it is written. What defaults and an environment only have together is optional in both here; the
 * merged environment is held against `environmentSection`.
 */
export const fleetFile = strict({
  apiVersion: z.literal('trailboss/v1', 'must be trailboss/v1'),
  fleet: fleetName,
  defaults: optional(partly(environmentSection)),
  environments: z.record(environmentName, partly(environmentSection)),
  apps: optional(z.record(name(32), app)),
  delivery: optional(delivery),
})

/** What the file says beside its environments. */
export const fleetFrame = fleetFile.pick({ fleet: true, apps: true, delivery: true })
