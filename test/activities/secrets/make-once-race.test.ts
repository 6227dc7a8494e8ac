import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, it } from '@jest/globals'
import { tempFolder } from './temp-folder.ts'

const module = new URL('../../../activities/secrets/folder-secrets.ts', import.meta.url).href

/** A worker of its own that makes each of `names`, in the same order as the others. */
async function raceInProcess(folder: string, names: readonly string[]): Promise<string[]> {
  const program = `
    const { folderSecrets } = await import(${JSON.stringify(module)})
    const secrets = folderSecrets({ folder: ${JSON.stringify(folder)}, env: {} })
    const got = []
    for (const name of ${JSON.stringify(names)}) {
      got.push(await secrets.makeOnce({ secret: 'kept:' + name }, () => process.pid + '/' + name))
    }
    console.log(JSON.stringify(got))`
  const worker = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [output, problems] = await Promise.all([text(worker.stdout), text(worker.stderr), once(worker, 'close')])
  if (output === '') throw new Error(problems)
  return JSON.parse(output)
}

it('gives workers that make the same secrets at the same moment the same values', async () => {
  const { folder, remove } = await tempFolder()
  try {
    const names = Array.from({ length: 40 }, (_none, index) => `dev/secret-${index}`)
    const [one, ...others] = await Promise.all([1, 2, 3].map(() => raceInProcess(folder, names)))
    expect(others).toEqual([one, one])
    expect(one).toHaveLength(40)
  } finally {
    await remove()
  }
}, 60_000)
