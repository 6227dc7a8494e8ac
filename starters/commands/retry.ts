import type { Command } from 'commander'
import { RETRY_STEP } from '../../workflows/contract/operations.ts'
import { ending } from '../output.ts'
import { EXIT, Stop } from '../stop.ts'
import { tellOperation } from '../tell-operation.ts'

export const addRetry = (program: Command): Command =>
  program
    .command('retry <environment> [step]')
    .summary('try a parked step again')
    .description('Tries a parked step again, once what stopped it is mended.')
    .option('--all', 'every parked step', false)
    .option('--json', 'the result as JSON on stdout', false)
    .addHelpText('after', '\nExample:\n  trailboss retry dev aws.instance/apps-control-1')
    .action(ending(retry))

async function retry(environment: string, step: string | undefined, { all, json }: { all: boolean; json: boolean }) {
  const chosen = all ? '*' : step
  if (chosen === undefined) {
    throw new Stop(EXIT.wrongInput, `which step? "trailboss status ${environment}" lists them; --all retries each parked one`)
  }
  const told = all ? 'each parked step is tried again' : `${chosen} is tried again`
  return tellOperation({ environment, update: RETRY_STEP, about: { step: chosen }, json, told })
}
