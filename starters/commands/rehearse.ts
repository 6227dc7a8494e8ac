import { InvalidArgumentError, type Command } from 'commander'
import { provisionId } from '../../workflows/contract/operations.ts'
import { readEnvironment, readFleet } from '../fleet-source.ts'
import { rehearsalFolder } from '../home.ts'
import { ending } from '../output.ts'
import { rehearse as play, type RehearsePlan } from '../rehearsal/rehearse.ts'
import { EXIT, Stop, type ExitCode } from '../stop.ts'

interface Options extends Pick<RehearsePlan, 'faults' | 'seed' | 'speed' | 'fresh' | 'json'> {
  file: string
}

/** The reference environment's dev then takes the better part of a minute. */
const USUAL_SPEED = 30

export const addRehearse = (program: Command): Command =>
  program
    .command('rehearse [environment]')
    .summary('play a fleet file in a simulated world, with faults; costs nothing')
    .description(
      'Plays a fleet file against simulated services behind their real protocols, and reports what happened.\n' +
        'One that was killed goes on where it was. Nothing outside this machine is contacted.',
    )
    .option('-f, --file <file>', 'the fleet file', 'fleet.yaml')
    .option('--faults <plan>', 'none, mild, hostile, or a file', 'mild')
    .option('--seed <number>', 'the same seed gives the same faults', number, 1)
    .option('--speed <factor>', "how fast the world's clock runs", number, USUAL_SPEED)
    .option('--fresh', 'begin anew, whatever was left unfinished', false)
    .option('--json', 'the report as JSON on stdout', false)
    .addHelpText('after', '\nExample:\n  trailboss rehearse -f examples/fleet.yaml dev --faults hostile --seed 7')
    .action(ending(rehearse))

async function rehearse(named: string | undefined, options: Options): Promise<ExitCode> {
  const environment = named ?? (await onlyEnvironment(options.file))
  const { text, fleet } = await readEnvironment(options.file, environment)
  const folder = rehearsalFolder(fleet.name, environment)
  return play({ ...options, folder, environment, fleetText: text, id: provisionId(environment) })
}

async function onlyEnvironment(file: string): Promise<string> {
  const { fleet } = await readFleet(file)
  const [first, ...others] = Object.keys(fleet.environments)
  if (first !== undefined && others.length === 0) return first
  throw new Stop(EXIT.wrongInput, `which environment? ${file} has ${[first, ...others].join(', ')}`)
}

function number(given: string): number {
  const value = Number(given)
  if (Number.isFinite(value) && value > 0) return value
  throw new InvalidArgumentError('It has to be a number above 0.')
}
