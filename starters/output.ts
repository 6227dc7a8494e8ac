import { EXIT, Stop, type ExitCode } from './stop.ts'

/** The result, where a pipe takes it up. */
const print = (text: string): void => void process.stdout.write(`${text}\n`)

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2))

/** Progress and advice, where a person sees them and a pipe does not. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`)

/** Prints one thing or the other, and goes on with `exitCode`. */
export function finish(exitCode: ExitCode, { json, as, text }: { json: boolean; as: unknown; text: string[] }): ExitCode {
  if (json) printJson(as)
  else if (text.length > 0) print(text.join('\n'))
  return exitCode
}

/** Makes an act the action of a command: what it returns is the exit code. */
export const ending =
  <Arguments extends unknown[]>(act: (...given: Arguments) => Promise<ExitCode>) =>
  async (...given: Arguments): Promise<void> => {
    process.exitCode = await act(...given)
  }

/** The last words of a command that failed: one line, and the same for a script that asked for JSON. */
export function sayFailure(error: unknown, json: boolean): ExitCode {
  const exitCode = error instanceof Stop ? error.exitCode : EXIT.failed
  const message = error instanceof Error ? error.message : String(error)
  if (json) printJson({ error: { exitCode, message } })
  say(`trailboss: ${message}`)
  if (!(error instanceof Stop) && process.env['TRAILBOSS_DEBUG']) console.error(error)
  return exitCode
}
