import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { execa } from 'execa'
import type { Resolved } from '../../../workflows/contract/resource.ts'
import type { UserData } from '../../../workflows/contract/specs.ts'
import { scope } from '../../activities/bootstrap/reference-machines.ts'
import { registrationToken, renderer } from '../../activities/bootstrap/rendering.ts'

export type Machine = Awaited<ReturnType<typeof newMachine>>

/**
 * A machine of its own in a temporary folder. The start-up script runs for real, by the real bash and tools; what
 * would touch the system it runs on (services, packages, the network) is done by the small programs in `programs/`.
 */
export async function newMachine() {
  const home = await mkdtemp(join(tmpdir(), 'trailboss-machine-'))
  const [root, state] = [join(home, 'root'), join(home, 'state')]
  await Promise.all([root, state].map((folder) => mkdir(folder)))
  const env = {
    PATH: `${resolve('test/infra/bootstrap/programs')}:${process.env['PATH']}`,
    TRAILBOSS_ROOT: root,
    TRAILBOSS_WAIT_SECONDS: '0',
    MACHINE: state,
  }
  const run = (program: string, args: string[] = []) => execa(program, args, { env, reject: false })
  return {
    root,
    /** As cloud-init does it: at the first start, from a file of its own. */
    firstStart: async (userData: Resolved<UserData>) => {
      const script = await put(join(root, 'var/lib/cloud/instances/i-1/scripts/part-001'), await textFor(userData))
      return run('bash', [script])
    },
    /** As systemd does it at every later start. */
    reboot: () => run('systemctl', ['start', 'trailboss-start.service']),
    read: (path: string) => readFile(join(root, path), 'utf8'),
    state: (name: string) => readFile(join(state, name), 'utf8'),
    set: (name: string, text = '') => put(join(state, name), text),
    unset: (name: string) => rm(join(state, name)),
    install: (path: string, program: string) => put(join(root, path), program),
    mode: async (path: string) => ((await stat(join(root, path))).mode & 0o777).toString(8),
    report: async (): Promise<Report> => JSON.parse(await readFile(join(root, REPORT), 'utf8')),
    /** Every file with its inode and time of change: a file that was written again, even equally, shows. */
    files: async () => (await execa('find', [root, '-type', 'f', '-printf', '%P %i %C@\\n'])).stdout.split('\n').sort(),
    remove: () => rm(home, { recursive: true }),
  }
}

const REPORT = 'var/lib/trailboss/start-up.json'

export interface Report {
  role: string
  startedAt: string
  steps: { name: string; result: 'done' | 'failed' | 'skipped'; seconds: number; output: string }[]
}

const textFor = async (userData: Resolved<UserData>) =>
  (await renderer({ registrationCommand }).render(scope, userData)).text

const registrationCommand = async () => `join-cluster --token ${registrationToken}`

async function put(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
  await chmod(path, 0o700)
  return path
}
