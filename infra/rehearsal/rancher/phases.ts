import type { Cluster, NodeMachine, Rancher, Role } from './state.ts'

/** After this long without a sign of life Kubernetes calls a node not ready. */
const nodeGraceMs = 40_000
/** So long a new cluster claims to be active before it has even looked. */
export const falseActiveMs = 1500

export interface Phase {
  name: 'active' | 'updating' | 'unavailable' | 'removing'
  message: string
  transitioning: boolean
  error: boolean
  /** The condition Ready; undefined while there are no conditions at all. */
  ready?: boolean
}

export type MachinePhase = 'registering' | 'running' | 'notReady' | 'deleting'

export const machinesOf = (rancher: Rancher, cluster: Cluster): NodeMachine[] =>
  Object.values(rancher.machines).filter((machine) => machine.cluster === `${cluster.namespace}/${cluster.name}`)

export const machinePhase = (machine: NodeMachine, now: number): MachinePhase => {
  if (machine.deletedAt !== undefined) return 'deleting'
  if (machine.runningSince === undefined) return 'registering'
  return machine.goneAt !== undefined && machine.goneAt + nodeGraceMs <= now ? 'notReady' : 'running'
}

/** Workers start only when a control plane and an etcd member run, so a cluster of workers never gets ready. */
export const mayRun = (machine: NodeMachine, siblings: NodeMachine[], now: number): boolean => {
  if (machine.goneAt !== undefined || machine.deletedAt !== undefined || machine.readyAt > now) return false
  return isCore(machine) || hasRunning(siblings, ['etcd', 'controlplane'], now)
}

export const allRoles: readonly Role[] = ['etcd', 'controlplane', 'worker']

export const hasRunning = (machines: NodeMachine[], roles: readonly Role[], now: number): boolean =>
  roles.every((role) =>
    machines.some((machine) => machine.roles.includes(role) && machinePhase(machine, now) === 'running'),
  )

/** What a cluster says of itself, from its machines and the hour alone. */
export const clusterPhase = (cluster: Cluster, machines: NodeMachine[], now: number): Phase => {
  if (cluster.deletedAt !== undefined)
    return busy('removing', 'waiting on wrangler.cattle.io/rke-cluster-remove', false)
  if (now - cluster.createdAt < falseActiveMs) {
    return { name: 'active', message: 'Resource is current', transitioning: false, error: false }
  }
  const ready = cluster.activeSince !== undefined
  if (!allRoles.every((role) => machines.some((machine) => machine.roles.includes(role)))) {
    return busy('updating', 'waiting for at least one control plane, etcd, and worker node to be registered', ready)
  }
  if (ready && !keepsItsCore(machines, now)) {
    return {
      name: 'unavailable',
      message: 'Cluster agent is not connected',
      transitioning: false,
      error: true,
      ready: false,
    }
  }
  const coming = machines.filter((machine) => machinePhase(machine, now) === 'registering')
  if (coming.length > 0) return busy('updating', configuring(machines, coming, now), ready)
  if (!ready) return busy('updating', 'waiting for cluster agent to connect', false)
  return { name: 'active', message: 'Resource is Ready', transitioning: false, error: false, ready: true }
}

const busy = (name: Phase['name'], message: string, ready: boolean): Phase => ({
  name,
  message,
  transitioning: true,
  error: false,
  ready,
})

/** Carries etcd or the control plane. */
export const isCore = (machine: NodeMachine) => machine.roles.some((role) => role !== 'worker')

/** A quorum of etcd and one control plane. */
const keepsItsCore = (machines: NodeMachine[], now: number): boolean => {
  const etcd = machines.filter((machine) => machine.roles.includes('etcd') && machine.runningSince !== undefined)
  const alive = etcd.filter((machine) => machinePhase(machine, now) === 'running')
  return alive.length * 2 > etcd.length && hasRunning(machines, ['controlplane'], now)
}

const configuring = (machines: NodeMachine[], coming: NodeMachine[], now: number): string => {
  const bootstrapping = !hasRunning(machines, ['etcd', 'controlplane'], now)
  const core = coming.filter(isCore)
  const named = core.length > 0 ? core : coming
  const what = bootstrapping ? 'bootstrap' : core.length > 0 ? 'control plane' : 'worker'
  const names = (bootstrapping ? named.slice(0, 1) : named).map((machine) => machine.name).join(',')
  return `configuring ${what} node(s) ${names}: waiting for agent to check in and apply initial plan`
}
