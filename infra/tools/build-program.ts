import { delimiter } from 'node:path'
import { execa } from 'execa'
import type { FindOptions, Program } from './program.ts'

/** Builds the pinned version from source into the folder; Go checks the sources against its own checksum database. */
export async function buildProgram(folder: string, program: Program, { env, onProgress }: FindOptions): Promise<void> {
  if (!program.goInstall) throw new Error('there is no way to build it here')
  const { module, minutes } = program.goInstall
  onProgress?.(`building ${module} with Go; about ${minutes} minutes, once …`)
  const started = Date.now()
  const ticks = setInterval(() => onProgress?.(`  … still building, ${Math.round((Date.now() - started) / 1000)} s`), 15_000)
  try {
    // Go's own installer puts itself here and leaves PATH to the reader of its manual.
    const path = [env['PATH'] ?? '', '/usr/local/go/bin'].join(delimiter)
    const build = { ...env, PATH: path, GOBIN: folder, GOFLAGS: '-buildvcs=false' }
    const go = await execa('go', ['install', module], { env: build, extendEnv: false, reject: false, cwd: folder })
    if (go.failed) throw new Error(whyNot(go))
  } finally {
    clearInterval(ticks)
  }
}

function whyNot({ code, stderr }: { code?: string | undefined; stderr: string }): string {
  if (code === 'ENOENT') return 'Go is not installed, so it cannot be built'
  return `go install failed: ${stderr.trim().split('\n').at(-1) ?? ''}`
}
