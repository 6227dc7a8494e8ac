import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Reads the start-up scripts from where they are shipped, `infra/bootstrap/`. */
export const scriptReader = (folder: string) => (path: string): Promise<string> => readFile(join(folder, path), 'utf8')
