import type { Command } from 'commander'
import { SKIP_STEP } from '../../workflows/contract/operations.ts'
import { ending } from '../output.ts'
import { tellOperation } from '../tell-operation.ts'

export const addSkip = (program: Command): Command =>
  program
    .command('skip <environment> <step>')
    .summary('go on without a parked step, where that is safe')
    .description('Goes on without a parked step. Refused where another step needs what it makes.')
    .option('--json', 'the result as JSON on stdout', false)
    .addHelpText('after', '\nExample:\n  trailboss skip dev zabbix.hostGroup/dev')
    .action(
      ending(async (environment: string, step: string, { json }: { json: boolean }) =>
        tellOperation({ environment, update: SKIP_STEP, about: { step }, json, told: `${step} is skipped` })),
    )
