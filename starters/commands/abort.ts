import type { Command } from 'commander'
import { ABORT } from '../../workflows/contract/operations.ts'
import { ending } from '../output.ts'
import { tellOperation } from '../tell-operation.ts'

export const addAbort = (program: Command): Command =>
  program
    .command('abort <environment>')
    .summary('end a running operation and undo what it made')
    .description('Ends the running operation and undoes what this run made. What it found is left as it was.')
    .option('--json', 'the result as JSON on stdout', false)
    .addHelpText('after', '\nExample:\n  trailboss abort dev')
    .action(
      ending(async (environment: string, { json }: { json: boolean }) =>
        tellOperation({ environment, update: ABORT, json, told: 'what this run made is being undone' })),
    )
