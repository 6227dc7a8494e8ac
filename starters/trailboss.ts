#!/usr/bin/env node
import { CommanderError } from 'commander'
import { explain } from './explain.ts'
import { sayFailure } from './output.ts'
import { createProgram } from './program.ts'
import { EXIT } from './stop.ts'

const given = process.argv.slice(2)

// A reader that has seen enough (`| head`) closes the pipe; that is no failure of the command.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done)
  throw error
})

try {
  await createProgram().parseAsync(given.length > 0 ? given : ['--help'], { from: 'user' })
} catch (error) {
  // Commander has said it already; a help text that was asked for is no mistake.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.wrongInput
  // A failed session may have left calls behind that go on trying.
  else process.exit(sayFailure(explain(error), given.includes('--json')))
}
