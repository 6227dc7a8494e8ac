import { bundleWorkflowCode } from '@temporalio/worker'
import type { WorkflowBundleOption } from '@temporalio/worker'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The workflows as one bundle, which is what a worker runs. The package ships it, built with the rest; from the
 * sources it is built once for each state of them, because building takes seconds and twice the memory.
 */
export async function workflowBundle(): Promise<WorkflowBundleOption> {
  const shipped = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url))
  if (existsSync(shipped)) return { codePath: shipped }
  const workflows = fileURLToPath(new URL('../workflows/', import.meta.url))
  const cached = join(workflows, '../node_modules/.cache/trailboss', `workflows-${await stateOf(workflows)}.js`)
  if (!existsSync(cached)) await build(workflows, cached)
  return { codePath: cached }
}

async function build(workflows: string, path: string): Promise<void> {
  const { code } = await bundleWorkflowCode({ workflowsPath: join(workflows, `index${extname(import.meta.url)}`) })
  await mkdir(join(path, '..'), { recursive: true })
  // Two workers may build at once; whoever is later puts the same in the same place.
  const unfinished = `${path}.${process.pid}`
  await writeFile(unfinished, code)
  await rename(unfinished, path)
}

async function stateOf(workflows: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of await sourceFiles(workflows)) hash.update(file).update(await readFile(join(workflows, file)))
  return hash.digest('hex').slice(0, 16)
}

async function sourceFiles(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true })
  return files.filter((file) => file.endsWith(extname(import.meta.url))).sort()
}
