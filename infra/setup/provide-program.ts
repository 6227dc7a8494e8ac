import { findProgram } from '../tools/find-program.ts'
import { isProgramName } from '../tools/programs/index.ts'

/** Prints `{ path }` or `{ error }` as JSON on stdout, and its progress on stderr. */
async function provide(name: string): Promise<{ path: string } | { error: string }> {
  if (!isProgramName(name)) return { error: `"${name}" is no program this project knows; add it in infra/tools/programs/` }
  try {
    const { path } = await findProgram(name, { env: process.env, onProgress: (line) => process.stderr.write(`${line}\n`) })
    return { path }
  } catch (error) {
    // The message is the whole story for whoever runs the set-up; a stack trace would bury it.
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

process.stdout.write(JSON.stringify(await provide(process.argv[2] ?? '')))
