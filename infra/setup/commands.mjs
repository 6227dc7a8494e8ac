import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './processes.mjs'

const bin = (name) => join(root, 'node_modules', '.bin', name)
const node = (...args) => [bin('node'), ...args]
const jest = (...args) => node('--experimental-vm-modules', '--disable-warning=ExperimentalWarning', bin('jest'), ...args)

const lint = [
  node(bin('oxlint'), '--type-aware', '--deny-warnings'),
  node(join('infra', 'setup', 'unused-exports.mjs')),
]
// The second project checks workflows/ without the types of Node: what the sandbox does not have is a compile error there.
const types = [
  node(bin('tsc'), '-p', 'tsconfig.json'),
  node(bin('tsc'), '-p', 'workflows/tsconfig.json'),
]

/** What `npm start`, `npm test` and the others do: the programs they need, and their steps. `goOn` runs the rest also after one failed. */
export const commands = {
  start: {
    programs: ['temporal'],
    steps: (extra) => [node('starters/trailboss.ts', ...(extra.length ? extra : ['rehearse', '-f', 'examples/fleet.yaml', 'dev']))],
  },
  // With a pattern or a flag for Jest, the point is these tests: lint and types would only delay them.
  test: {
    programs: ['temporal'],
    goOn: true,
    steps: (extra) => (extra.some(narrows) ? [jest(...extra)] : [...lint, ...types, jest(...extra)]),
  },
  // One at a time: each part starts servers of its own, and two cores are soon full.
  'test:parts': {
    programs: ['temporal'],
    steps: (extra) => [
      jest('--roots=test/parts', '--testPathIgnorePatterns=/node_modules/', '--runInBand', '--passWithNoTests', ...extra),
    ],
  },
  bench: { programs: ['temporal'], steps: (extra) => benches().map((file) => node(file, ...extra)) },
  // What a package carries; `npm pack` and `npm publish` run it first.
  build: {
    programs: [],
    steps: () => [
      node('-e', "require('node:fs').rmSync('dist', { recursive: true, force: true })"),
      node(bin('tsc'), '-p', 'tsconfig.build.json'),
      node('infra/setup/build.ts'),
    ],
  },
  lint: { programs: [], goOn: true, steps: (extra) => [[...lint[0], ...extra], lint[1]] },
  types: { programs: [], steps: () => types },
}

const narrows = (argument) => !argument.startsWith('-') || argument.startsWith('--testNamePattern')

function benches() {
  const found = readdirSync(join(root, 'test'), { recursive: true }).filter((path) => path.endsWith('.bench.ts'))
  if (found.length === 0) throw new Error('no file under test/ is named *.bench.ts, so there is nothing to measure')
  return found.sort().map((path) => join('test', path))
}
