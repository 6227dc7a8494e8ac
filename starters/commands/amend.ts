import type { Command } from 'commander'
import { AMEND } from '../../workflows/contract/operations.ts'
import { readEnvironment } from '../fleet-source.ts'
import { ending } from '../output.ts'
import { tellOperation } from '../tell-operation.ts'

export const addAmend = (program: Command): Command =>
  program
    .command('amend <environment>')
    .summary('give a running operation a corrected fleet file')
    .description('Gives the running operation a corrected fleet file. What is already made by it stays.')
    .requiredOption('-f, --file <file>', 'the corrected fleet file')
    .option('--json', 'the result as JSON on stdout', false)
    .addHelpText('after', '\nExample:\n  trailboss amend dev -f fleet.yaml')
    .action(ending(amend))

async function amend(environment: string, { file, json }: { file: string; json: boolean }) {
  const { text: fleet } = await readEnvironment(file, environment)
  return tellOperation({ environment, update: AMEND, about: { fleet }, json, told: `the operation goes on by ${file}` })
}
