import { readView } from '../follow/read-view.ts'
import { startOrAttach } from '../operations.ts'
import { finish, say } from '../output.ts'
import { reportLines } from '../render/report.ts'
import { seeThrough, type Seen } from '../see-through.ts'
import { withSession } from '../session.ts'
import { EXIT, Stop, type ExitCode } from '../stop.ts'
import { openRehearsal, type Rehearsal, type RehearsalRequest } from './open-rehearsal.ts'
import { writeRecord } from './record.ts'
import { askWorld, reportOf } from './report.ts'

export interface RehearsePlan extends RehearsalRequest {
  environment: string
  /** Workflow id of the operation that is rehearsed. */
  id: string
  json: boolean
}

/** Plays the plan to its end and reports. A failed operation is reported too, before the command fails. */
export function rehearse(plan: RehearsePlan): Promise<ExitCode> {
  return withSession(() => openRehearsal(plan), async (rehearsal) => {
    const { environment, id, fleetText } = plan
    sayBegun(rehearsal, plan)
    const input = { fleet: fleetText, environment }
    await startOrAttach({ client: rehearsal.client, workflow: 'provisionEnvironment', id, input })
    const { exitCode, failure } = await seeThroughOrFail(rehearsal, plan)
    const view = await readView(rehearsal.client, id)
    if (view.state !== 'running') writeRecord(plan.folder, { finished: true, processes: [] })
    const report = reportOf({ view, speed: plan.speed, ...(await askWorld(rehearsal.worldUrl)) })
    if (failure) say(`trailboss: ${failure.message}`)
    return finish(exitCode, { json: plan.json, as: report, text: [...reportLines(report), ...nextLines(plan, exitCode)] })
  })
}

async function seeThroughOrFail(rehearsal: Rehearsal, plan: RehearsePlan): Promise<Pick<Seen, 'exitCode'> & { failure?: Stop }> {
  try {
    return await seeThrough(rehearsal, plan.id, plan.environment)
  } catch (error) {
    if (error instanceof Stop) return { exitCode: error.exitCode, failure: error }
    throw error
  }
}

function sayBegun({ goesOn, address, uiAddress }: Rehearsal, { environment, folder, faults, seed, speed }: RehearsePlan): void {
  say(
    goesOn
      ? `going on with the rehearsal of ${environment} that did not come to its end (--fresh begins anew)`
      : `rehearsing ${environment}: faults ${faults}, seed ${seed}, clock ${speed} times as fast; nothing real is touched`,
  )
  say(`  its files: ${folder}`)
  if (uiAddress) say(`  Temporal's own view: ${uiAddress}`)
  say(`  from another terminal: TEMPORAL_ADDRESS=${address} trailboss status ${environment}`)
}

function nextLines({ environment, faults }: RehearsePlan, exitCode: ExitCode): string[] {
  if (exitCode === EXIT.waiting || exitCode === EXIT.detached) return ['', 'Next: the same command goes on; --fresh begins anew']
  const harder = faults === 'hostile' ? [] : [`  trailboss rehearse ${environment} --faults hostile   the same on a bad day`]
  return ['', 'Next:', ...harder, `  trailboss doctor ${environment}    what the real thing needs`]
}
