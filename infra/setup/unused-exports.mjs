// Fails for an export that no other file imports. Written here because the checkers of others need a compiler interface
// that TypeScript 7 no longer has; importing by name is the only form this code uses, so text is enough.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from './processes.mjs'

const folders = ['workflows', 'activities', 'workers', 'starters', 'infra', 'test']

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true }).filter((path) => path.endsWith('.ts')).map((path) => join(folder, path)))
const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))
const imports = [...texts].flatMap(([file, text]) => importsOf(text).map((found) => ({ file, ...found })))

const unused = [...texts].flatMap(([file, text]) =>
  exportsOf(text).filter(({ name }) => !isUsed(name, file, text)).map(({ name, line }) => `${file}:${line}: "${name}" is exported and no other file imports it`))

if (unused.length > 0) {
  process.stderr.write(`${unused.join('\n')}\n${unused.length} unused exports; make them local to the file, or delete them\n`)
  process.exitCode = 1
}

function exportsOf(text) {
  // Whole lines: an export that stands inside a template or a comment does not begin one.
  const found = text.matchAll(/^export (?:async )?(?:const|function\*?|class|type|interface) (\w+)/gm)
  return [...found].map(({ 1: name, index }) => ({ name, line: text.slice(0, index).split('\n').length }))
}

function importsOf(text) {
  const statements = text.matchAll(/(?:import|export)\s+(?:type\s+)?([\w*{}\s,$]+?)\s+from\s+'([^']+)'/g)
  const later = [...text.matchAll(/import\((?:[^()'`]|\()*?['`]([^'`]+)['`]\)/g)].map(([, from]) => ({ names: '*', from: basename(from) }))
  return [...later, ...[...statements].map(([, what, from]) => ({ names: namesIn(what), from: basename(from) }))]
}

function namesIn(what) {
  return what.includes('*') ? '*' : what.replace(/[{}]/g, '').split(',').map((part) => part.trim().replace(/^type /, '').split(' as ')[0])
}

function isUsed(name, file, text) {
  // Temporal starts workflows by the name they are exported under, so being registered is their use.
  if (file === join('workflows', 'index.ts')) return true
  const importers = imports.filter((one) => one.from === basename(file) && one.file !== file)
  if (importers.some(({ names }) => names === '*' || names.includes(name))) return true
  // A type that an exported thing of the same file mentions belongs to that thing's signature.
  const isType = new RegExp(`^export (type|interface) ${name}\\b`, 'm').test(text)
  return isType && (text.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length > 1
}
