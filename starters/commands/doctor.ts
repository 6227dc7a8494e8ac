import type { Command } from 'commander'
import { checkFleet } from '../doctor/environment.ts'
import { checkDisk, checkNode } from '../doctor/machine.ts'
import { checkTemporal } from '../doctor/temporal.ts'
import { homeFolder } from '../home.ts'
import { ending, finish } from '../output.ts'
import { checkLines } from '../render/checks.ts'
import { EXIT } from '../stop.ts'

export const addDoctor = (program: Command): Command =>
  program
    .command('doctor [environment]')
    .summary('check what a run needs, and how to mend what is missing')
    .description('Checks what a run needs: programs, Temporal, disk, the fleet file; of an environment also its cloud.')
    .option('-f, --file <file>', 'the fleet file', 'fleet.yaml')
    .option('--json', 'the result as JSON on stdout', false)
    .addHelpText('after', '\nExample:\n  trailboss doctor dev -f fleet.yaml')
    .action(ending(doctor))

async function doctor(environment: string | undefined, { file, json }: { file: string; json: boolean }) {
  const [disk, temporal, fleet] = await Promise.all([
    checkDisk(homeFolder()),
    checkTemporal(),
    checkFleet(file, environment),
  ])
  const checks = [checkNode(), disk, ...temporal, ...fleet]
  const missing = checks.filter(({ state }) => state === 'missing')
  const unreachable = missing.some(({ name }) => name === 'Temporal')
  const exitCode = missing.length === 0 ? EXIT.done : unreachable ? EXIT.unreachable : EXIT.failed
  return finish(exitCode, { json, as: { checks }, text: checkLines(checks) })
}
