import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { fleetJsonSchema } from '../../../../workflows/contract/fleet/json-schema.ts'

it('gives editors the schema that the parser uses', () => {
  expect(JSON.parse(readFileSync('infra/schema/fleet.schema.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(fleetJsonSchema())))
})
