import { setTimeout as wait } from 'node:timers/promises'
import type { CallCount } from '../../infra/rehearsal/call-log.ts'
import { openStage } from '../support/stage.ts'
import { record, seconds, timed, type Row } from './record.ts'

/** Next to nothing: what is left is the engine. A group that looks at its wish all the time would be busy with that. */
const latencies = {
  instanceRunning: 1,
  startUp: 1,
  natGateway: 1,
  loadBalancer: 1,
  rancherReady: 1,
  nodeReady: 1,
  call: 1,
  scalingTick: 1000,
}

const AWS = ['ec2', 'autoscaling', 'elasticloadbalancing', 'sts']

const stage = await openStage({ speed: 1, latencies })
try {
  stage.startWorker()
  await wait(8000)
  const rows: Row[] = []
  rows.push(await measure('made', 'provisionEnvironment', 'provision/dev'))
  rows.push(await measure('found right', 'provisionEnvironment', 'provision/dev'))
  rows.push(await measure('planned', 'planEnvironment', 'plan/dev'))
  await record('through-temporal', rows)
} finally {
  await stage.stop()
}

/** All of the reference fleet's `dev`: calls to AWS and to all services, seconds on the wall's clock. */
async function measure(what: string, workflow: string, id: string): Promise<Row> {
  const before = await calls()
  const { result, ms } = await timed(async () => (await stage.start(workflow, id)).result())
  const after = await calls()
  const resources = (result.made ?? []).length + result.unchanged.length
  return { what, resources, awsCalls: after.aws - before.aws, allCalls: after.all - before.all, seconds: seconds(ms) }
}

async function calls(): Promise<{ aws: number; all: number }> {
  // The world answers with what its own type says.
  const counts = (await (await fetch(`${stage.world.url}/_world/calls`)).json()) as CallCount[]
  const sum = (some: CallCount[]) => some.reduce((total, { count }) => total + count, 0)
  return { aws: sum(counts.filter(({ service }) => AWS.includes(service))), all: sum(counts) }
}

