import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

/** One line of a measurement. `aim` is what the figure is held against, in words. */
export type Row = Record<string, string | number | boolean>

const folder = fileURLToPath(new URL('../../bench-results/', import.meta.url))

/** Prints the rows as a table and writes them, with whatever explains them, to `bench-results/<name>.json`. */
export async function record(name: string, rows: readonly Row[], details: object = {}): Promise<void> {
  console.log(`\n${name}`)
  console.table(rows)
  await mkdir(folder, { recursive: true })
  const machine = { cores: availableParallelism(), node: process.version, at: new Date().toISOString() }
  await writeFile(`${folder}${name}.json`, JSON.stringify({ name, machine, rows, ...details }, undefined, 2))
}

export const seconds = (ms: number): number => Math.round(ms / 10) / 100

/** What `act` returned and how long it took on the wall's clock. */
export async function timed<T>(act: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const began = performance.now()
  const result = await act()
  return { result, ms: performance.now() - began }
}
