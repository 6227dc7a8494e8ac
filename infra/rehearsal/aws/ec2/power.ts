import type { World } from '../../world.ts'
import { AwsError } from '../aws-error.ts'
import type { Thing } from '../things.ts'
import type { Instance } from './launch.ts'

/** Stops at once; real machines take seconds that nobody here waits for. Twice is safe. */
export function stop({ id, fields }: Thing<Instance>): void {
  if (fields.state !== 'running' && fields.state !== 'stopped') throw wrongState(id, 'stopped', fields.state)
  fields.state = 'stopped'
}

/** Runs again after a while. Its start-up script does not: it belongs to the first boot. Twice is safe. */
export function start(world: World, { id, fields }: Thing<Instance>): void {
  if (fields.state === 'running' || fields.state === 'pending') return
  if (fields.state !== 'stopped') throw wrongState(id, 'started', fields.state)
  fields.state = 'pending'
  world.schedule(world.settings.latencies.instanceRunning, { kind: 'aws.instanceRuns', id, stuck: true })
}

const wrongState = (id: string, wish: string, state: string) =>
  new AwsError('IncorrectInstanceState', `The instance '${id}' is not in a state from which it can be ${wish}: ${state}`)
