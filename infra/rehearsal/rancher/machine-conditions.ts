import { machinePhase, type MachinePhase } from './phases.ts'
import { stamp, type NodeMachine } from './state.ts'
import { condition, type ConditionView } from './steve-object.ts'

const awaitingAgent = 'waiting for agent to check in and apply initial plan'

/** The state Rancher sums a machine up to. */
export const machineState = (phase: MachinePhase) =>
  ({
    registering: { name: 'reconciling', message: awaitingAgent, error: false, transitioning: true },
    running: { name: 'running', message: 'Resource is Ready', error: false, transitioning: false },
    notReady: {
      name: 'unavailable',
      message: 'Kubelet stopped posting node status.',
      error: true,
      transitioning: false,
    },
    deleting: { name: 'removing', message: 'waiting on machine.cluster.x-k8s.io', error: false, transitioning: true },
  })[phase]

export const machineConditions = (
  machine: NodeMachine,
  now: number,
): (ConditionView & { lastTransitionTime: string })[] => {
  const phase = machinePhase(machine, now)
  const conditions = phase === 'registering' ? registering(machine) : settled(machine, phase)
  return conditions.map((one) => ({ ...one, lastTransitionTime: one.lastUpdateTime }))
}

const registering = (machine: NodeMachine): ConditionView[] => {
  const at = machine.createdAt
  const waiting = (type: string, reason: string, message?: string) =>
    condition(type, 'False', {
      at,
      reason,
      transitioning: true,
      ...severity('Info'),
      ...(message ? { message } : {}),
    })
  return [
    waiting('Ready', 'WaitingForDataSecret', '1 of 2 completed'),
    waiting('BootstrapReady', 'WaitingForDataSecret'),
    condition('InfrastructureReady', 'True', { at }),
    waiting('NodeHealthy', 'WaitingForNodeRef'),
    condition('PlanApplied', 'True', { at }),
    condition('Reconciled', 'Unknown', { at, reason: 'Waiting', message: awaitingAgent, transitioning: true }),
  ]
}

const settled = (machine: NodeMachine, phase: MachinePhase): ConditionView[] => {
  const at = machine.runningSince ?? machine.createdAt
  const unhealthy = {
    at: machine.goneAt ?? at,
    reason: 'NodeConditionsFailed',
    message: 'Node condition Ready is Unknown. Kubelet stopped posting node status.',
    error: true,
    ...severity('Warning'),
  }
  return [
    condition('Ready', 'True', { at }),
    condition('BootstrapReady', 'True', { at }),
    condition('InfrastructureReady', 'True', { at }),
    phase === 'notReady' ? condition('NodeHealthy', 'False', unhealthy) : condition('NodeHealthy', 'True', { at }),
    condition('PlanApplied', 'True', { at }),
    condition('Reconciled', 'True', { at }),
  ]
}

/** Cluster API's own addition to a condition that is not true. */
const severity = (level: 'Info' | 'Warning'): Partial<ConditionView> & { severity: string } => ({ severity: level })

/** For readers who need the hour a node was last heard of. */
export const lastHeard = (machine: NodeMachine, now: number): string => stamp(machine.goneAt ?? now)
