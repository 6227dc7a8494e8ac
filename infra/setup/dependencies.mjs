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
  say('Installing the dependencies (npm install); the first time this takes a minute or two …')
  // Where the registry cannot be reached, what lies in npm's cache may still be enough, and npm says so within seconds.
  const blocked = await unreachable()
  const done = await npm(...installing, ...(blocked ? ['--offline'] : []))
  writeFileSync(log, done.stdout + done.stderr)
  if (done.code !== 0) throw new Error(whyNot(blocked ?? unreachableIn(done.stderr), done.stderr))
  if (!ownNodeRuns()) throw new Error(`npm did not run the install script of the package "node"; run "npm rebuild node --ignore-scripts=false"`)
  say('Dependencies are installed.')
}

// Not `npm ci`: it refuses a lockfile that lacks the optional builds of other platforms, and not every registry carries
// those. This installs the versions and hashes of the lockfile all the same, and leaves the file as it is.
const installing = ['install', '--no-save', '--no-audit', '--no-fund', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=4000']

const npm = (...args) =>
  collect(['npm', ...args], { env: machineEnvironment(), onSilence: (seconds) => say(`  … still installing, ${seconds} s`) })

/** Asked before installing, because npm asks again for each package, with pauses, and would need minutes to give up. */
async function unreachable() {
  const { stderr } = await npm('ping', '--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=15000')
  return unreachableIn(stderr)
}

const unreachableIn = (stderr) =>
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT/.exec(stderr)?.[0]

function whyNot(blocked, stderr) {
  if (blocked) {
    return `the package registry cannot be reached (${blocked}); check the network, or name one you can reach in npm_config_registry, and run this again`
  }
  const first = /npm (?:error|ERR!) (?!code)(.+)/.exec(stderr)?.[1] ?? 'no reason given'
  return `npm install failed: ${first}; everything it wrote is in ${log}`
}

const say = (line) => process.stderr.write(`${line}\n`)

/** npm keeps what it installed last in a lockfile of its own, written at the very end: better than a mark of ours, because `npm install` moves it too. */
function installed() {
  const wanted = packagesOf('package-lock.json')
  const present = packagesOf('node_modules/.package-lock.json')
  return present !== undefined && agree(wanted, present) && ownNodeRuns()
}

const agree = (wanted, present) =>
  Object.entries(wanted).every(([path, entry]) => path === '' || fits(entry, present[path])) &&
  Object.entries(present).every(([path, entry]) => path in wanted || entry.optional)

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
