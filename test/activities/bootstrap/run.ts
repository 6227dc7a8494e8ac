import { execa } from 'execa'

/** What a shell says of `script`, read from standard input. */
export const bash = (script: string, args: readonly string[] = []) =>
  // Nothing of the test's own environment: settings are told apart from it by their names.
  execa('bash', [...args, '-s'], { input: script, reject: false, extendEnv: false, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } })

/** Whether a program that these tests can do without is on this machine. */
export const has = async (program: string): Promise<boolean> =>
  (await execa('bash', ['-c', `command -v ${program}`], { reject: false })).exitCode === 0
