import type { Call } from './wire.ts'

/** What every `/v3` cluster carries whatever its state: its links, and fields of drivers it does not use. */
export const managementFrame = (call: Call, id: string): Record<string, unknown> => {
  const self = `${call.base}/v3/clusters/${id}`
  const nested = [
    'apiServices',
    'clusterRegistrationTokens',
    'clusterRoleTemplateBindings',
    'etcdBackups',
    'namespaces',
    'nodePools',
    'nodes',
    'persistentVolumes',
    'projects',
    'storageClasses',
    'subscribe',
    'tokens',
  ]
  return {
    id,
    type: 'cluster',
    baseType: 'cluster',
    links: {
      self,
      update: self,
      remove: self,
      shell: `${self.replace(/^http/, 'ws')}?shell=true`,
      ...Object.fromEntries(nested.map((name) => [name, `${self}/${name.toLowerCase()}`])),
    },
    actions: { generateKubeconfig: `${self}?action=generateKubeconfig`, importYaml: `${self}?action=importYaml` },
    ...agents(call.rancher.version),
    ...amounts,
    ...unused,
  }
}

const agents = (version: string) => ({
  agentImage: '',
  agentImageOverride: '',
  authImage: '',
  desiredAgentImage: `rancher/rancher-agent:${version}`,
  desiredAuthImage: 'rancher/kube-api-auth:v0.2.4',
  appliedEnableNetworkPolicy: false,
  enableNetworkPolicy: null,
  dockerRootDir: '/var/lib/docker',
  nodeVersion: 0,
  windowsPreferedCluster: false,
  windowsWorkerCount: 0,
  istioEnabled: false,
})

const none = { cpu: '0', memory: '0', pods: '0' }
const amounts = { allocatable: none, capacity: none, limits: none, requested: none }

const unused = {
  clusterTemplateId: null,
  clusterTemplateRevisionId: null,
  defaultClusterRoleForProjectMembers: null,
  importedConfig: { type: '/v3/schemas/importedConfig' },
  localClusterAuthEndpoint: { enabled: false, type: '/v3/schemas/localClusterAuthEndpoint' },
}
