import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { readOperation } from '../../activities/fleet/read-operation.ts'
import { usualLatencies } from '../../infra/rehearsal/latencies.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { argument } from './argument.ts'
import { criticalPath, endOf } from './critical-path.ts'
import { stepTimes } from './step-times.ts'
import { record, seconds, timed } from './record.ts'

/** At 1 it takes ten minutes, as a real day does; at 4 the engine's own milliseconds weigh four times as much. */
const SPEED = Number(argument('speed', '1'))

const fleet = await readFile(new URL('../../examples/fleet.yaml', import.meta.url), 'utf8')
const { resources } = await readOperation({ fleet, environment: 'dev' })
const stage = await openStage({ speed: SPEED })
try {
  await measure(stage)
} finally {
  await stage.stop()
}

async function measure({ client, world, start, startWorker }: Stage): Promise<void> {
  startWorker()
  // A worker that is there already: its own start is no part of a provisioning.
  await wait(8000)
  const patienceMs = 60 * 60_000
  const provision = async () => (await start('provisionEnvironment', 'provision/dev', { patienceMs })).result()
  const { ms } = await timed(provision)
  const path = criticalPath(resources, { ...usualLatencies, nodeReady: slowestNode(world.world.state.parts) })
  const wall = ms * SPEED
  const ratio = Math.round((1000 * wall) / endOf(path)) / 1000
  const figures = { wallSeconds: seconds(wall), pathSeconds: seconds(endOf(path)), ratio }
  await record('critical-path', [{ speed: SPEED, ...figures, aim: 1.05 }])
  const times = await stepTimes(client, ['provision/dev', 'rancher/dev', 'cluster/dev/apps'], SPEED)
  console.log('each step of the path in world seconds since the start: at the earliest, and as it was')
  console.table(path.map(({ key, endsAt }) => ({ key, earliest: seconds(endsAt), ...times.get(key) })))
}

/** Of all nodes that have registered, the longest time from there to Ready that the world drew. */
function slowestNode(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 0
  const own = 'readyAt' in part && 'createdAt' in part ? Number(part.readyAt) - Number(part.createdAt) : 0
  return Math.max(own, ...Object.values(part).map(slowestNode))
}
