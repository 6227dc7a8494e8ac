import { Command } from 'commander'
import { addAbort } from './commands/abort.ts'
import { addAmend } from './commands/amend.ts'
import { addDecommission } from './commands/decommission.ts'
import { addDoctor } from './commands/doctor.ts'
import { addPlan } from './commands/plan.ts'
import { addProvision } from './commands/provision.ts'
import { addRehearse } from './commands/rehearse.ts'
import { addRetry } from './commands/retry.ts'
import { addSchema } from './commands/schema.ts'
import { addSkip } from './commands/skip.ts'
import { addStatus } from './commands/status.ts'
import { addValidate } from './commands/validate.ts'
import { addWorker } from './commands/worker.ts'
import { MAX_COLUMNS } from './render/fit.ts'

const TASKS: [string, ((program: Command) => Command)[]][] = [
  ['Try it without a cloud:', [addRehearse, addValidate, addSchema]],
  ['Bring an environment up:', [addPlan, addProvision]],
  ['See and steer what runs:', [addStatus, addRetry, addSkip, addAmend, addAbort]],
  ['Take it down:', [addDecommission]],
  ['Run Trailboss itself:', [addWorker, addDoctor]],
]

const AFTER = `
Exit codes: 0 done, 1 failed or declined, 2 wrong input, 3 Temporal or a service cannot be reached,
            4 waiting for a person. Progress goes to stderr, results to stdout; --json everywhere.

Example:
  trailboss rehearse -f examples/fleet.yaml dev`

/** Every command, grouped by what a person is about to do. */
export function createProgram(): Command {
  const program = new Command('trailboss')
    .description('Durable orchestration for Rancher-managed Kubernetes fleets.')
    .configureHelp({ helpWidth: MAX_COLUMNS })
    .addHelpText('after', AFTER)
    .exitOverride()
    .helpCommand(false)
  for (const [heading, commands] of TASKS) {
    program.commandsGroup(heading)
    commands.forEach((add) => add(program))
  }
  return program
}
