#!/usr/bin/env node
// Runs one of the project's commands on a machine that has Node 20 and npm, and on a fresh clone. Plain JavaScript with
// built-in modules alone, because it runs before anything is installed and on a Node that cannot strip types.
import { commands } from './commands.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { ensureProgram } from './programs.mjs'
import { projectEnvironment, run } from './processes.mjs'

const [name, ...extra] = process.argv.slice(2)

try {
  process.exitCode = await main()
} catch (error) {
  // Set-up fails for reasons outside the code (a registry, a missing program): one line, and no stack trace to dig through.
  process.stderr.write(`trailboss set-up: ${error.message}\n`)
  process.exitCode = 1
}

async function main() {
  const command = commands[name]
  if (!command) throw new Error(`no command "${name ?? ''}"; there are ${Object.keys(commands).join(', ')}`)
  await ensureDependencies()
  const env = projectEnvironment()
  for (const program of command.programs) Object.assign(env, await ensureProgram(program, env))
  return runAll(command.steps(extra), { env, goOn: command.goOn ?? false })
}

async function runAll(steps, { env, goOn }) {
  const failed = []
  for (const step of steps) {
    const code = await run(step, env)
    if (code !== 0) failed.push({ step, code })
    if (code !== 0 && !goOn) break
  }
  // What failed first has scrolled away by now.
  if (steps.length > 1) for (const { step } of failed) process.stderr.write(`failed: ${titleOf(step)}\n`)
  return failed[0]?.code ?? 0
}

/** As a person would name it: without this machine's path, and without Node's own flags. */
function titleOf([, ...args]) {
  const from = args.findIndex((argument) => !argument.startsWith('-'))
  return args.slice(from).map((argument) => argument.split('/node_modules/.bin/').at(-1)).join(' ')
}
