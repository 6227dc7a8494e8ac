import type { World } from '../world.ts'
import {
  allRoles,
  clusterPhase,
  falseActiveMs,
  hasRunning,
  isCore,
  machinePhase,
  machinesOf,
  mayRun,
} from './phases.ts'
import { nextRevision, type Cluster, type Rancher } from './state.ts'
import { withDefaults } from './cluster-defaults.ts'

const machineRemovalMs = 5000
const clusterRemovalMs = 8000

/**
 * Brings a Rancher up to the present hour: nodes that became ready, objects whose removal is through, and a new
 * resourceVersion wherever something shows a new state. Safe to call at any time.
 */
export const settle = (world: World, rancher: Rancher): void => {
  const now = world.now()
  for (const [name, machine] of Object.entries(rancher.machines)) {
    if (machine.deletedAt !== undefined && machine.deletedAt + machineRemovalMs <= now) delete rancher.machines[name]
  }
  for (const [key, cluster] of Object.entries(rancher.clusters)) {
    if (cluster.deletedAt !== undefined && cluster.deletedAt + clusterRemovalMs <= now) forget(rancher, key)
    else settleCluster(rancher, cluster, now)
  }
}

const settleCluster = (rancher: Rancher, cluster: Cluster, now: number): void => {
  if (!cluster.adopted && now - cluster.createdAt >= falseActiveMs) adopt(cluster)
  settleMachines(rancher, cluster, now)
  const machines = machinesOf(rancher, cluster)
  if (cluster.activeSince === undefined && hasRunning(machines, allRoles, now)) cluster.activeSince = now
  const { name, message } = clusterPhase(cluster, machines, now)
  const phase = `${name}: ${message}`
  if (phase === cluster.seen.phase) return
  cluster.seen = { phase, since: now }
  cluster.resourceVersion = nextRevision(rancher)
}

const settleMachines = (rancher: Rancher, cluster: Cluster, now: number): void => {
  const machines = machinesOf(rancher, cluster)
  // The core first: workers look at it.
  for (const machine of machines.toSorted((one, other) => Number(isCore(other)) - Number(isCore(one)))) {
    if (machine.runningSince === undefined && mayRun(machine, machines, now)) machine.runningSince = now
  }
  for (const machine of machines) {
    const phase = machinePhase(machine, now)
    if (phase === machine.seen) continue
    machine.seen = phase
    machine.resourceVersion = nextRevision(rancher)
  }
}

/** What Rancher does to a cluster once it looks at it for the first time. */
const adopt = (cluster: Cluster): void => {
  cluster.adopted = true
  cluster.generation += 1
  cluster.spec = withDefaults(cluster.spec)
  cluster.annotations = {
    ...cluster.annotations,
    'provisioning.cattle.io/management-cluster-display-name': cluster.name,
  }
}

const forget = (rancher: Rancher, key: string): void => {
  delete rancher.clusters[key]
  for (const [name, machine] of Object.entries(rancher.machines)) {
    if (machine.cluster === key) delete rancher.machines[name]
  }
}
