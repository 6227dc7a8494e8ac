import type { Resolved } from '../../workflows/contract/resource.ts'
import type { NodeRegistration } from '../../workflows/contract/specs.ts'
import { shellQuote } from './settings-block.ts'

/** Rancher's registration command with what this pool's nodes are: their roles, labels and taints. */
export function commandForNode(command: string, node: Resolved<NodeRegistration>): string {
  const labels = Object.entries(node.labels).map(([name, value]) => `--label ${shellQuote(`${name}=${value}`)}`)
  const taints = node.taints.map((taint) => `--taints ${shellQuote(taint)}`)
  return [command.trim(), ...node.roles.map((role) => `--${role}`), ...labels, ...taints].join(' ')
}
