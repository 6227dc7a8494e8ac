import type { Step } from '../../../workflows/contract/board.ts'
import type { OperationView } from '../../../starters/follow/view.ts'

/** A view of an operation with these steps, begun at 0. */
export const viewOf = (steps: Step[], more: Partial<OperationView> = {}): OperationView => ({
  id: 'provision/dev',
  state: 'running',
  startedAt: 0,
  children: [],
  tries: {},
  board: { operation: 'provisionEnvironment', environment: 'dev', phase: 'converging', steps, children: [] },
  ...more,
})

export const done: Step = { key: 'aws.vpc/main', stage: 'environment', state: 'done', startedAt: 1000, endedAt: 4000 }
export const running: Step = { key: 'aws.instance/bastion', stage: 'environment', state: 'running', startedAt: 4000 }
export const waiting: Step = { key: 'rancher.ping/rancher', stage: 'rancher', state: 'waiting' }
export const parked: Step = {
  key: 'aws.instance/rancher-1',
  stage: 'rancher',
  state: 'parked',
  startedAt: 4000,
  endedAt: 9000,
  reason: { code: 'QuotaExceeded', message: '12 of 12 vCPUs used in eu-central-1', wayOut: 'raise the quota' },
}
