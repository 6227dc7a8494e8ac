import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { types } from 'node:util'
import { execa } from 'execa'
import type { Archive, FindOptions, Program } from './program.ts'

/** The archive is not the one that was pinned: it was damaged on the way, or somebody replaced it. */
export class ChecksumMismatch extends Error {}

// A slow line still brings something within this time; a dead one is left for the next way to get the program.
const silenceMs = 15_000

/** Puts the program of the official archive into the folder. Nothing is unpacked before its checksum is right. */
export async function downloadProgram(folder: string, program: Program, { onProgress }: FindOptions): Promise<void> {
  const archive = program.archives[platform()]
  if (!archive) throw new Error(`there is no archive for ${platform()}`)
  onProgress?.(`downloading ${archive.url} …`)
  const file = join(folder, 'archive.tar.gz')
  const sha256 = await save(archive.url, file)
  if (sha256 !== archive.sha256) throw mismatch(program, archive, sha256)
  await unpack(file, archive, folder)
  const unpacked = join(folder, archive.member)
  if (archive.member !== program.name) await rename(unpacked, join(folder, program.name))
  await rm(file)
}

async function save(url: string, file: string): Promise<string> {
  const silence = new AbortController()
  const cut = () => silence.abort(new Error(`nothing arrived from ${url} for ${silenceMs / 1000} s`))
  const timer = setTimeout(cut, silenceMs)
  const hash = createHash('sha256')
  try {
    const answer = await fetch(url, { signal: silence.signal }).catch((error: unknown) => { throw unreachable(url, error) })
    if (!answer.ok || !answer.body) throw new Error(`${url} answers ${answer.status}`)
    await pipeline(answer.body, async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        timer.refresh()
        hash.update(chunk)
        yield chunk
      }
    }, createWriteStream(file))
    return hash.digest('hex')
  } finally {
    clearTimeout(timer)
  }
}

/** fetch says "fetch failed" and keeps the reason in its cause. */
function unreachable(url: string, error: unknown): Error {
  const cause = types.isNativeError(error) && error.cause ? error.cause : error
  const reason = types.isNativeError(cause) ? cause.message || cause.name : String(cause)
  return new Error(`${new URL(url).host} cannot be reached (${reason})`, { cause: error })
}

async function unpack(file: string, { member }: Archive, folder: string): Promise<void> {
  const tar = await execa('tar', ['-xzf', file, '-C', folder, member], { reject: false })
  if (tar.failed) throw new Error(`the archive has no "${member}", or tar cannot be run (${tar.stderr ?? ''})`)
}

const mismatch = ({ name, version }: Program, { url, sha256 }: Archive, got: string) =>
  new ChecksumMismatch(
    `${name} ${version}: ${url} has the checksum ${got} and not ${sha256}; it is not used. Find out who changed it, ` +
      `or install ${name} yourself and name it in TRAILBOSS_${name.toUpperCase().replaceAll('-', '_')}`,
  )

const architectures: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' }

const platform = () => `${process.platform}_${architectures[process.arch] ?? process.arch}`
