import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { holdLock } from './lock.mjs'
import { collect, machineEnvironment, root } from './processes.mjs'

const log = join(root, '.trailboss', 'install.log')

/**
 * node_modules holds what the lockfile says, and the project's own Node in it can run. Twice is safe and takes
 * milliseconds; two at once wait for each other.
 */
export async function ensureDependencies() {
  if (installed()) return
  mkdirSync(dirname(log), { recursive: true })
  const release = await holdLock(join(root, '.trailboss', 'install.lock'))
  try {
    // Whoever held the lock before may have done it.
    if (!installed()) await install()
  } finally {
    release()
  }
}

async function install() {
  const say = (line) => process.stderr.write(`${line}\n`)
  say('Installing the dependencies (npm ci); the first time this takes a minute or two …')
  // Short pauses between tries: a registry that is not there shall be reported in seconds and not in minutes.
  const npm = ['npm', 'ci', '--no-audit', '--no-fund', '--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=4000']
  const done = await collect(npm, { env: machineEnvironment(), onSilence: (seconds) => say(`  … still installing, ${seconds} s`) })
  writeFileSync(log, done.stdout + done.stderr)
  if (done.code !== 0) throw new Error(whyNot(done.stderr))
  if (!ownNodeRuns()) throw new Error('npm did not run the install script of the package "node"; run "npm rebuild node --ignore-scripts=false --allow-scripts=node"')
  say('Dependencies are installed.')
}

function whyNot(stderr) {
  const unreachable = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT/.exec(stderr)
  if (unreachable) {
    return `the package registry cannot be reached (${unreachable[0]}); check the network, or name one you can reach in npm_config_registry, and run this again`
  }
  const first = /npm (?:error|ERR!) (?!code)(.+)/.exec(stderr)?.[1] ?? 'no reason given'
  return `npm ci failed: ${first}; everything it wrote is in ${log}`
}

/** npm keeps what it installed last in a lockfile of its own, written at the very end: better than a mark of ours, because `npm install` moves it too. */
function installed() {
  const wanted = packagesOf('package-lock.json')
  const present = packagesOf('node_modules/.package-lock.json')
  return present !== undefined && agree(wanted, present) && ownNodeRuns()
}

const agree = (wanted, present) =>
  Object.entries(wanted).every(([path, entry]) => path === '' || fits(entry, present[path])) &&
  Object.keys(present).every((path) => path in wanted)

// Optional packages of other platforms are in the lockfile and never on the disk.
const fits = (wanted, present) =>
  present ? wanted.version === present.version && wanted.integrity === present.integrity : wanted.optional === true

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
  } catch {
    // Missing, or cut off in the middle of an install: both mean "install".
    return undefined
  }
}

function ownNodeRuns() {
  try {
    accessSync(join(root, 'node_modules', '.bin', 'node'), constants.X_OK)
    return true
  } catch {
    // npm blocks install scripts it was not told about, and then the link leads nowhere.
    return false
  }
}
