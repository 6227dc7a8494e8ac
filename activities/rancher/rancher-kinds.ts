import type { RancherDeps } from './client.ts'
import { rancherAdmin } from './kinds/admin.ts'
import { rancherApiToken } from './kinds/api-token.ts'
import { rancherClusterActive } from './kinds/cluster-active.ts'
import { rancherCluster } from './kinds/cluster.ts'
import { rancherNodes } from './kinds/nodes.ts'
import { rancherPing } from './kinds/ping.ts'
import { rancherRegistration } from './kinds/registration.ts'
import { rancherServerUrl } from './kinds/server-url.ts'

/** Every kind of resource that lives in a Rancher server, by its name. */
export const rancherKinds = (deps: RancherDeps) => ({
  'rancher.ping': rancherPing(deps),
  'rancher.admin': rancherAdmin(deps),
  'rancher.serverUrl': rancherServerUrl(deps),
  'rancher.apiToken': rancherApiToken(deps),
  'rancher.cluster': rancherCluster(deps),
  'rancher.registration': rancherRegistration(deps),
  'rancher.nodes': rancherNodes(deps),
  'rancher.clusterActive': rancherClusterActive(deps),
})
