import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { SecretRef } from '../../workflows/contract/resource.ts'
import { refuse } from '../failures.ts'
import { type KeptFolder, keptFolder } from './kept-folder.ts'
import { rememberSecret } from './redact.ts'
import { keptName, type Secrets } from './secrets.ts'
import { hasCode } from './system-errors.ts'

/** Secrets of the user's own from `env` and from files; those that Trailboss makes are kept in `folder`. */
export function folderSecrets({ folder, env }: { folder: string; env: Env }): Secrets {
  const kept = keptFolder(folder)
  return {
    read: async (ref) => rememberSecret(await find(ref, { kept, env }) ?? missing(ref, folder)),
    readKept: async (name) => remembered(await kept.read(name)),
    keep: async (ref, value) => kept.write(nameToKeep(ref), rememberSecret(value)),
    makeOnce: async (ref, make) => {
      const name = keptName(ref)
      if (name === undefined) return rememberSecret(await find(ref, { kept, env }) ?? missing(ref, folder))
      return rememberSecret(await kept.read(name) ?? (await kept.writeOnce(name, make())))
    },
  }
}

type Env = Readonly<Record<string, string | undefined>>

/** An empty value counts as none: it is what an unset variable in a compose file turns into. */
async function find(ref: SecretRef, { kept, env }: { kept: KeptFolder; env: Env }): Promise<string | undefined> {
  const [, scheme, rest] = /^(env|file|kept):(.+)$/s.exec(ref.secret) ?? []
  if (rest === undefined) throw unknownReference(ref)
  if (scheme === 'env') return env[rest] || undefined
  return (scheme === 'file' ? await readUserFile(rest, ref) : await kept.read(rest)) || undefined
}

async function readUserFile(path: string, ref: SecretRef): Promise<string | undefined> {
  const expanded = path.startsWith('~/') ? join(homedir(), path.slice(2)) : path
  try {
    return (await readFile(expanded, 'utf8')).replace(/\r?\n$/, '')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw refuse('SecretMissing', `${ref.secret} cannot be read`, 'let the worker read this file, then retry', error)
  }
}

function nameToKeep(ref: SecretRef): string {
  const name = keptName(ref)
  if (name !== undefined) return name
  throw refuse('InvalidInput', `${ref.secret} cannot be kept`, 'refer to it by "kept:NAME", or provide it yourself')
}

const unknownReference = (ref: SecretRef) =>
  refuse('InvalidInput', `"${schemeOf(ref)}…" is no secret reference`, 'write env:NAME, file:PATH or kept:NAME')

// Somebody may have written the secret itself where a reference belongs, so no more than its beginning is shown.
const schemeOf = (ref: SecretRef) => ref.secret.slice(0, 3)

const remembered = (value: string | undefined) => (value ? rememberSecret(value) : undefined)

function missing(ref: SecretRef, folder: string): never {
  throw refuse('SecretMissing', `${ref.secret} holds nothing`, howToProvide(ref.secret, folder))
}

function howToProvide(reference: string, folder: string): string {
  const rest = reference.slice(reference.indexOf(':') + 1)
  if (reference.startsWith('env:')) return `set ${rest} where the worker is started, start it again, then retry`
  if (reference.startsWith('file:')) return `write the secret to ${rest} on the worker's machine, then retry`
  return `it is made by an earlier step; or write it to ${join(folder, rest)} (mode 0600), then retry`
}
