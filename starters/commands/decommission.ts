import type { Command } from 'commander'
import { createInterface } from 'node:readline/promises'
import { decommissionId, type DecommissionResult } from '../../workflows/contract/operations.ts'
import { readEnvironment } from '../fleet-source.ts'
import { startOrAttach } from '../operations.ts'
import { ending, finish } from '../output.ts'
import { duration } from '../render/fit.ts'
import { decommissionLines } from '../render/outcome.ts'
import { seeThrough } from '../see-through.ts'
import { openSession, withSession } from '../session.ts'
import { EXIT, Stop, type ExitCode } from '../stop.ts'

interface Options {
  file: string
  json: boolean
  yes?: string
}

export const addDecommission = (program: Command): Command =>
  program
    .command('decommission <environment>')
    .summary('remove everything an environment owns, and nothing else')
    .description('Removes everything that carries our tags in this environment, and proves that nothing is left.')
    .option('-f, --file <file>', 'the fleet file', 'fleet.yaml')
    .option('--yes <environment>', "the environment's name again, instead of the question")
    .option('--json', 'the result as JSON on stdout', false)
    .addHelpText('after', '\nExample:\n  trailboss decommission dev --yes dev')
    .action(ending(decommission))

async function decommission(environment: string, { file, json, yes }: Options): Promise<ExitCode> {
  const { text: fleet } = await readEnvironment(file, environment)
  const typed = yes ?? (await ask(environment))
  if (typed !== environment) {
    throw new Stop(EXIT.failed, `nothing was removed: "${typed}" is not "${environment}"`)
  }
  return withSession(openSession, async (session) => {
    const id = decommissionId(environment)
    await startOrAttach({ client: session.client, workflow: 'decommissionEnvironment', id, input: { fleet, environment } })
    const { view, result, exitCode } = await seeThrough(session, id, environment)
    const took = duration((view.endedAt ?? 0) - view.startedAt)
    // Of the workflow just followed; its type says what it results in.
    const text = result ? decommissionLines(result as DecommissionResult, took) : []
    return finish(exitCode, { json, as: result ?? view, text })
  })
}

async function ask(environment: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new Stop(EXIT.failed, `nothing was removed: nobody can be asked here; add --yes ${environment}`)
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await terminal.question(`This removes everything Trailboss made in "${environment}". Type its name: `)
  } finally {
    terminal.close()
  }
}
