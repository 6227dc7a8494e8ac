// Adds up Jest's reports: `node summarise.mjs <folder> <name>…`, each name with a <name>.json and its exit code in <name>.code.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder, ...names] = process.argv.slice(2)
const total = { passed: 0, failed: 0, skipped: 0 }

for (const name of names) {
  const counted = count(name)
  for (const state of Object.keys(total)) total[state] += counted[state]
}
if (total.passed + total.failed === 0) {
  process.stdout.write('nothing ran, which is a failure\n')
  process.exitCode = 1
}
if (total.failed > 0) process.exitCode = 1
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)

function count(name) {
  const code = Number(readFileSync(join(folder, `${name}.code`), 'utf8'))
  const file = join(folder, `${name}.json`)
  if (!existsSync(file)) return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  for (const suite of report.testResults) tellSkipped(suite)
  // A file that does not load has no tests to fail, and Jest counts it beside them.
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites
  return {
    passed: report.numPassedTests,
    // Something failed that is no test: a set-up, a report that could not be written.
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** A part that cannot run here carries its reason in the title of what it skips. */
function tellSkipped({ assertionResults }) {
  const titles = assertionResults.filter(({ status }) => status === 'pending').map(({ fullName }) => fullName)
  for (const title of new Set(titles)) process.stdout.write(`skipped: ${title}\n`)
}
