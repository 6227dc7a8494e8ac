import type { Command } from 'commander'
import { randomUUID } from 'node:crypto'
import { MAIN_QUEUE, planId, type PlanResult } from '../../workflows/contract/operations.ts'
import { explain } from '../explain.ts'
import { readEnvironment } from '../fleet-source.ts'
import { ending, finish, say } from '../output.ts'
import { planLines } from '../render/plan.ts'
import { openSession, withSession } from '../session.ts'
import { EXIT } from '../stop.ts'

const SILENCE_MS = 20_000

export const addPlan = (program: Command): Command =>
  program
    .command('plan <environment>')
    .summary('what provision would make and change; writes nothing')
    .description('Looks at the cloud and says what would be made, changed, removed, and what is not ours. Writes nothing.')
    .option('-f, --file <file>', 'the fleet file', 'fleet.yaml')
    .option('--json', 'the result as JSON on stdout', false)
    .addHelpText('after', '\nExample:\n  trailboss plan dev -f fleet.yaml')
    .action(ending(plan))

async function plan(environment: string, { file, json }: { file: string; json: boolean }) {
  const { text: fleet } = await readEnvironment(file, environment)
  const result = await withSession(openSession, async ({ client }) => {
    say(`looking at environment ${environment} …`)
    const silence = setTimeout(() => say('no answer yet; if no worker runs, "trailboss worker" starts one'), SILENCE_MS)
    return client.workflow.execute<(input: object) => Promise<PlanResult>>('planEnvironment', {
      workflowId: planId(environment, randomUUID()),
      taskQueue: MAIN_QUEUE,
      args: [{ fleet, environment }],
    }).catch((error: unknown) => { throw explain(error) }).finally(() => clearTimeout(silence))
  })
  const next = ['', 'Next:', `  trailboss provision ${environment} -f ${file}`]
  return finish(EXIT.done, { json, as: result, text: [...planLines(result), ...next] })
}
