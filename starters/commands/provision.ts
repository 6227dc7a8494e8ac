import { Option, type Command } from 'commander'
import { provisionId, type OnFailure, type ProvisionResult } from '../../workflows/contract/operations.ts'
import { readEnvironment } from '../fleet-source.ts'
import { readView } from '../follow/read-view.ts'
import { parkedSteps } from '../follow/view.ts'
import { startOrAttach } from '../operations.ts'
import { ending, finish, say } from '../output.ts'
import { duration } from '../render/fit.ts'
import { provisionLines } from '../render/outcome.ts'
import { repeatFailures } from '../render/reason.ts'
import { seeThrough } from '../see-through.ts'
import { openSession, withSession, type Session } from '../session.ts'
import { EXIT, type ExitCode } from '../stop.ts'

interface Options {
  file: string
  wait: boolean
  json: boolean
  onFailure?: OnFailure
}

const CHOICES: OnFailure[] = ['park', 'rollback', 'fail']

export const addProvision = (program: Command): Command =>
  program
    .command('provision <environment>')
    .summary('make an environment what the fleet file says')
    .description(
      'Makes the environment what the fleet file says, or shows the run that already does so.\n' +
        'Ctrl-C detaches; the run goes on. Doing it twice is safe.',
    )
    .option('-f, --file <file>', 'the fleet file', 'fleet.yaml')
    .option('--no-wait', 'start it and return; exit code 4 when it waits for a person')
    .addOption(new Option('--on-failure <how>', 'what becomes of a step that fails for good').choices(CHOICES))
    .option('--json', 'the result as JSON on stdout', false)
    .addHelpText('after', '\nExamples:\n  trailboss provision dev\n  trailboss provision dev --on-failure fail --json   # in CI')
    .action(ending(provision))

async function provision(environment: string, { file, wait, json, onFailure }: Options): Promise<ExitCode> {
  const { text: fleet } = await readEnvironment(file, environment)
  const id = provisionId(environment)
  return withSession(openSession, async (session) => {
    const input = { fleet, environment, ...(onFailure && { onFailure }) }
    const how = await startOrAttach({ client: session.client, workflow: 'provisionEnvironment', id, input })
    sayBegun(session, { how, environment })
    if (!wait) return leave(session, { id, environment, json })
    const { view, result, exitCode } = await seeThrough(session, id, environment)
    // Of the workflow just followed; its type says what it results in.
    const text = result ? provisionLines(result as ProvisionResult, duration((view.endedAt ?? 0) - view.startedAt)) : []
    return finish(exitCode, { json, as: result ?? view, text })
  })
}

function sayBegun({ uiAddress }: Session, { how, environment }: { how: 'started' | 'attached'; environment: string }): void {
  if (how === 'attached') {
    say(`environment ${environment} is being provisioned already, by the file it was begun with; this shows that run`)
    say(`  trailboss amend ${environment} -f FILE   gives it another file`)
  }
  if (uiAddress) say(`Temporal's own view of it: ${uiAddress}`)
}

async function leave(session: Session, about: { id: string; environment: string; json: boolean }): Promise<ExitCode> {
  const { id, environment, json } = about
  const view = await readView(session.client, id)
  const parked = parkedSteps(view)
  repeatFailures(parked, environment).forEach(say)
  if (session.embedded) say('the embedded worker ends with this command; "trailboss worker" goes on with the run')
  const text = [`${id} runs`, '', 'Next:', `  trailboss status ${environment} --watch`]
  return finish(parked.length > 0 ? EXIT.waiting : EXIT.done, { json, as: view, text })
}
