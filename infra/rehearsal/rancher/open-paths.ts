import { bearer } from './sign-in.ts'
import { labelsOf, register } from './register.ts'
import { ok, plain, type Call, type Reply } from './wire.ts'

export const ping = (): Reply => plain(200, 'pong')

export const healthz = (): Reply => plain(200, 'ok')

/** RancherPrime is a text, and the answer is JSON that calls itself plain. */
export const rancherVersion = (call: Call): Reply =>
  plain(200, JSON.stringify({ Version: call.rancher.version, GitCommit: '720f41283e', RancherPrime: 'false' }))

export const installScript = (): Reply => plain(200, '#!/bin/sh\n# The machines of a rehearsal install nothing.\n')

/** A node's agent says here who it is; the same agent twice is one machine. */
export const connectAgent = (call: Call): Reply => {
  const said = (header: string) => call.request.headers[`x-cattle-${header}`] ?? ''
  const is = (role: string) => said(`role-${role}`) === 'true'
  const machine = register(call.world, call.rancher, {
    token: bearer(call.request.headers),
    agentId: said('id'),
    cloudId: '',
    nodeName: said('node-name'),
    address: said('internal-address') || said('address'),
    labels: labelsOf(said('labels')),
    roles: [...(is('etcd') ? ['etcd' as const] : []), ...(is('control-plane') ? ['controlplane' as const] : []),
      ...(is('worker') ? ['worker' as const] : [])],
  })
  if (!machine) return plain(500, 'machine not found by request\n')
  const namespace = machine.cluster.split('/')[0] ?? ''
  return ok({ kubeConfig: kubeConfig(call), namespace, secretName: `${machine.name}-machine-plan` })
}

const kubeConfig = (call: Call): string => [
  'apiVersion: v1', 'kind: Config', 'current-context: agent',
  'clusters:', '- cluster:', `    server: ${call.rancher.settings['server-url']?.value ?? ''}`, '  name: agent',
  'contexts:', '- context: { cluster: agent, user: agent }', '  name: agent', 'users: []', '',
].join('\n')
