import type { Command } from 'commander'
import { readEnvironment, readFleet } from '../fleet-source.ts'
import { ending, finish } from '../output.ts'
import { EXIT } from '../stop.ts'

export const addValidate = (program: Command): Command =>
  program
    .command('validate [environment]')
    .summary('check a fleet file; needs neither a cloud nor Temporal')
    .description('Checks a fleet file and names every mistake by line, column and path. Nothing is contacted.')
    .option('-f, --file <file>', 'the fleet file', 'fleet.yaml')
    .option('--json', 'the result as JSON on stdout', false)
    .addHelpText('after', '\nExample:\n  trailboss validate -f examples/fleet.yaml dev')
    .action(ending(validate))

async function validate(environment: string | undefined, { file, json }: { file: string; json: boolean }) {
  const { fleet } = environment === undefined ? await readFleet(file) : await readEnvironment(file, environment)
  const environments = Object.keys(fleet.environments)
  const text = [
    `${file}: fleet "${fleet.name}" is in order; its environments: ${environments.join(', ')}`,
    '', 'Next:', `  trailboss rehearse -f ${file} ${environment ?? environments[0] ?? 'ENV'}`,
  ]
  return finish(EXIT.done, { json, as: { fleet: fleet.name, environments, mistakes: [] }, text })
}
