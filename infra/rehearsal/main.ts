import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { parseFaultPlan } from './faults/fault-plan.ts'
import { startWorld, type WorldOptions } from './start-world.ts'

/**
 * The world as a program: prints one JSON line with its address, then runs until it is ended. `--faults` takes the
 * name of a plan or a file; `--latencies` a JSON object with the ones that differ.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    'state-file': { type: 'string' },
    speed: { type: 'string' },
    seed: { type: 'string' },
    faults: { type: 'string' },
    latencies: { type: 'string' },
  },
})

const options: WorldOptions = {
  ...(values.port && { port: Number(values.port) }),
  ...(values['state-file'] && { stateFile: values['state-file'] }),
  ...(values.speed && { speed: Number(values.speed) }),
  ...(values.seed && { seed: Number(values.seed) }),
  ...(values.faults && { faults: planFrom(values.faults) }),
  ...(values.latencies && { latencies: JSON.parse(values.latencies) }),
}

const { url, stop } = await startWorld(options)
// Before the line: who reads it may end the program at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().then(() => process.exit(0)))
console.log(JSON.stringify({ url, pid: process.pid }))

function planFrom(nameOrFile: string) {
  const isFile = /\.(ya?ml|json)$/.test(nameOrFile)
  return parseFaultPlan(isFile ? parse(readFileSync(nameOrFile, 'utf8')) : nameOrFile)
}
