import { z } from 'zod'
import { fleetFile } from './fleet.ts'

/** The fleet file as editors check it, made from the schema that the parser uses. */
export function fleetJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(fleetFile, { io: 'input', unrepresentable: 'any' })
  return { $schema, title: 'Trailboss fleet file', ...schema }
}
