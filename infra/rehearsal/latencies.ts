import type { Latencies } from './world.ts'

/** What a middling day looks like on the real services, in world milliseconds. */
export const usualLatencies: Latencies = {
  instanceRunning: 20_000,
  startUp: 90_000,
  natGateway: 60_000,
  loadBalancer: 120_000,
  scalingTick: 5_000,
  rancherReady: 180_000,
  nodeReady: 60_000,
  call: 30,
}
