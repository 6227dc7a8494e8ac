import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { total, type CountingProxy } from './counting-proxy.ts'
import { seconds, timed, type Row } from './record.ts'
import { terraformText } from './terraform-text.ts'

const PLUGINS = '/opt/tf-plugins'

/** The same environment by Terraform against the same service; why not, where Terraform or its provider is missing. */
export async function measureTerraform(proxy: CountingProxy, image: string): Promise<Row | { missing: string }> {
  if (!existsSync(PLUGINS)) return { missing: `no provider under ${PLUGINS}` }
  const folder = await mkdtemp(join(tmpdir(), 'trailboss-terraform-'))
  const terraform = (...args: string[]) =>
    execa('terraform', args, { cwd: folder, env: { CHECKPOINT_DISABLE: '1' }, timeout: 240_000 })
  try {
    await writeFile(join(folder, 'main.tf'), terraformText(proxy.url, image))
    await terraform('init', `-plugin-dir=${PLUGINS}`, '-no-color')
    proxy.take()
    const made = await timed(() => terraform('apply', '-auto-approve', '-no-color'))
    const makeCalls = total(proxy.take())
    const right = await timed(() => terraform('plan', '-detailed-exitcode', '-no-color'))
    const rightCalls = total(proxy.take())
    const figures = { makeCalls, makeSeconds: seconds(made.ms), rightCalls, rightSeconds: seconds(right.ms) }
    return { who: 'Terraform, in this run', ...figures }
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
