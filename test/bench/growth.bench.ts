import { readFile } from 'node:fs/promises'
import type { CallCount } from '../../infra/rehearsal/call-log.ts'
import { openStage } from '../support/stage.ts'
import { argument } from './argument.ts'
import { record, seconds, timed, type Row } from './record.ts'

const OTHER_NODES = 5
const PLANS = 7
const sizes = argument('nodes', '10,1000').split(',').map(Number)
const reference = await readFile(new URL('../../examples/fleet.yaml', import.meta.url), 'utf8')

const rows: Row[] = []
for (const nodes of sizes) rows.push(await measure(nodes))
await record('growth', rows)

/** Provisions an environment whose clusters have so many nodes, then plans it: once to warm up, then seven times. */
async function measure(nodes: number): Promise<Row> {
  const stage = await openStage({ speed: 500 })
  try {
    const worker = stage.startWorker()
    const fleet = fleetOf(nodes)
    const provision = await stage.start('provisionEnvironment', 'provision/dev', { fleet, patienceMs: 300_000 })
    const made = await timed(() => provision.result())
    const { unchanged, differing } = planned(await (await stage.start('planEnvironment', 'plan/1', { fleet })).result())
    const before = await callsTo(stage.world.url)
    const times: number[] = []
    for (let plan = 0; plan < PLANS; plan += 1) {
      const run = async () => (await stage.start('planEnvironment', `plan/2/${plan}`, { fleet })).result()
      const { ms } = await timed(run)
      times.push(ms)
    }
    const planCalls = ((await callsTo(stage.world.url)) - before) / PLANS
    const events = await historyLength(stage.client, ['provision/dev', 'rancher/dev', 'cluster/dev/apps'])
    return {
      nodes,
      planCalls,
      planSeconds: seconds(median(times)),
      found: unchanged,
      differing,
      provisionSeconds: seconds(made.ms),
      eventsPerResource: Math.round((10 * events) / unchanged) / 10,
      workerMiB: await residentMiB(worker.pid),
    }
  } finally {
    await stage.stop()
  }
}

function fleetOf(nodes: number): string {
  const fleet = reference.replace('min: 2, max: 10', `min: ${nodes - OTHER_NODES}, max: ${nodes - OTHER_NODES}`)
  if (fleet === reference) throw new Error('examples/fleet.yaml has no pool with "min: 2, max: 10"; name another here')
  return fleet
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
}

function planned(result: { unchanged: string[]; make: string[]; change: object[] }) {
  return { unchanged: result.unchanged.length, differing: result.make.length + result.change.length }
}

async function callsTo(url: string): Promise<number> {
  // The world answers with what its own type says.
  const counts = (await (await fetch(`${url}/_world/calls`)).json()) as CallCount[]
  return counts.reduce((sum, { count }) => sum + count, 0)
}

async function historyLength(client: Awaited<ReturnType<typeof openStage>>['client'], ids: string[]): Promise<number> {
  const described = await Promise.all(ids.map((id) => client.workflow.getHandle(id).describe()))
  return described.reduce((sum, { historyLength: length }) => sum + length, 0)
}

async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
}
