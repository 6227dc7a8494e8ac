import type { Command } from 'commander'
import { readView } from '../follow/read-view.ts'
import { painterFor } from '../follow/show-progress.ts'
import { parkedSteps } from '../follow/view.ts'
import { findOperation } from '../operations.ts'
import { ending, finish } from '../output.ts'
import { treeLines } from '../render/tree.ts'
import { seeThrough } from '../see-through.ts'
import { openSession, withSession } from '../session.ts'
import { EXIT, type ExitCode } from '../stop.ts'

export const addStatus = (program: Command): Command =>
  program
    .command('status <environment>')
    .summary('each step of the running or the last operation')
    .description('Shows each step of the running or the last operation. Exit code 4 when it waits for a person.')
    .option('-w, --watch', 'follow it to its end; Ctrl-C leaves it alone', false)
    .option('--json', 'the result as JSON on stdout', false)
    .addHelpText('after', '\nExample:\n  trailboss status dev --watch')
    .action(ending(status))

async function status(environment: string, { watch, json }: { watch: boolean; json: boolean }): Promise<ExitCode> {
  return withSession(openSession, async (session) => {
    const { id } = await findOperation(session.client, environment)
    if (watch) await seeThrough(session, id, environment)
    const view = await readView(session.client, id)
    const options = { now: Date.now(), show: 'everything', paint: painterFor(process.stdout) } as const
    const waits = view.state === 'running' && parkedSteps(view).length > 0
    return finish(waits ? EXIT.waiting : EXIT.done, { json, as: view, text: treeLines(view, options) })
  })
}
