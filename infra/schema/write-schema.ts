import { writeFileSync } from 'node:fs'
import { fleetJsonSchema } from '../../workflows/contract/fleet/json-schema.ts'

// `node infra/schema/write-schema.ts`, after each change to the fleet file's schema; a test fails until it was run.
writeFileSync(new URL('fleet.schema.json', import.meta.url), `${JSON.stringify(fleetJsonSchema(), null, 2)}\n`)
