/** What a script may rely on. `waiting` is a person's turn; `detached` is Ctrl-C while the operation goes on. */
export const EXIT = { done: 0, failed: 1, wrongInput: 2, unreachable: 3, waiting: 4, detached: 130 } as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends the command with this exit code. The message says what, which one and what to do next; no stack is shown. */
export class Stop extends Error {
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, message: string) {
    super(message)
    this.name = 'Stop'
    this.exitCode = exitCode
  }
}
