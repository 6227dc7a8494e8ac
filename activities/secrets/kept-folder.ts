import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { refuse } from '../failures.ts'
import { hasCode } from './system-errors.ts'

/** A folder of secrets, one a file, readable by its owner alone. Any number of workers may share it. */
export interface KeptFolder {
  read(name: string): Promise<string | undefined>
  write(name: string, value: string): Promise<void>
  /** Returns what is there afterwards: `value`, or what another writer was first to write. */
  writeOnce(name: string, value: string): Promise<string>
}

export function keptFolder(folder: string): KeptFolder {
  const read = async (name: string): Promise<string | undefined> => {
    try {
      return await readFile(pathIn(folder, name), 'utf8')
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined
      throw error
    }
  }
  return {
    read,
    write: (name, value) => withDraft(pathIn(folder, name), value, (draft, path) => rename(draft, path)),
    writeOnce: async (name, value) => {
      await withDraft(pathIn(folder, name), value, linkUnlessThere)
      return await read(name) ?? value
    },
  }
}

/** The draft is complete and on disk before it gets its name, so no reader and no crash sees half a secret. */
async function withDraft(path: string, value: string, publish: (draft: string, path: string) => Promise<void>) {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomUUID()}.draft`
  try {
    await writeToDisk(draft, value)
    await publish(draft, path)
  } finally {
    await removeIfThere(draft)
  }
}

async function writeToDisk(path: string, value: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(value)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A hard link never replaces, so of two writers exactly one wins. */
async function linkUnlessThere(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path)
  } catch (error) {
    // Another was first: its secret is the one that counts.
    if (!hasCode(error, 'EEXIST')) throw error
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    // Renamed into place, or never written.
    if (!hasCode(error, 'ENOENT')) throw error
  }
}

/** Names are words joined by `/`; none begins with a dot, so none leads out of the folder. */
function pathIn(folder: string, name: string): string {
  if (/^[A-Za-z0-9][\w.@-]*(\/[A-Za-z0-9][\w.@-]*)*$/.test(name) && name.length <= 200) return join(folder, name)
  throw refuse('InvalidInput', `"kept:${name.slice(0, 80)}" is no name of a kept secret`, NAME_RULE)
}

const NAME_RULE = 'use letters, digits, ".", "_", "@", "-", and "/" between words'
