import type { Command } from 'commander'
import { ending, say } from '../output.ts'
import { configuredAddress, withServer } from '../session.ts'
import { EXIT, type ExitCode } from '../stop.ts'

export const addWorker = (program: Command): Command =>
  program
    .command('worker')
    .summary('do the work; run one or more beside Temporal')
    .description('Does the work of every operation until it is ended. Any number may run beside each other.')
    .option('--json', 'accepted like everywhere; a worker has no result', false)
    .addHelpText('after', '\nExample:\n  TEMPORAL_ADDRESS=temporal.acme.example:7233 trailboss worker')
    .action(ending(worker))

async function worker(): Promise<ExitCode> {
  // Only this command needs the worker's native library, which takes a second to load.
  const { readSettings } = await import('../../workers/settings.ts')
  const { startWorkers } = await import('../../workers/start-workers.ts')
  return withServer(configuredAddress(), async (address) => {
    const workers = await startWorkers(readSettings(process.env), { address })
    const end = () => workers.shutdown()
    process.once('SIGINT', end).once('SIGTERM', end)
    // Started by a command that was killed: nobody would end this worker any more.
    process.once('disconnect', end)
    process.channel?.unref()
    say(`working for Temporal at ${address}; Ctrl-C ends it once what it does now is handed back`)
    await workers.run()
    return EXIT.done
  })
}
