import type { Command } from 'commander'
import { fleetJsonSchema } from '../../workflows/contract/fleet/json-schema.ts'
import { ending, printJson } from '../output.ts'
import { EXIT } from '../stop.ts'

export const addSchema = (program: Command): Command =>
  program
    .command('schema')
    .summary('print the JSON Schema of a fleet file')
    .description('Prints the JSON Schema of a fleet file, for editors and for checks of your own.')
    .option('--json', 'accepted like everywhere; a schema is JSON anyway')
    .addHelpText('after', '\nExample:\n  trailboss schema > fleet.schema.json')
    .action(ending(schema))

async function schema() {
  printJson(fleetJsonSchema())
  return EXIT.done
}
