import { keyOf } from '../contract/resource.ts'
import type { Resource } from '../contract/resource.ts'
import { loadBalancerKeys } from './load-balancer.ts'
import { make } from './make.ts'
import { rancherServerKeys } from './rancher-servers.ts'
import { kept, rancherAccess } from './site.ts'
import type { Site } from './site.ts'

/** From the first answer to a Rancher that programs can use. */
export function rancher(site: Site): Resource[] {
  const access = rancherAccess(site)
  const { url, token } = access
  const password = kept(site, 'rancher-admin-password')
  const stage = 'rancher'
  return [
    make('rancher.ping', 'main', { stage, spec: { url }, after: [...rancherServerKeys(site), ...loadBalancerKeys(site)] }),
    make('rancher.admin', 'main', {
      stage, spec: { url, bootstrapPassword: kept(site, 'rancher-bootstrap-password'), password }, after: [keyOf('rancher.ping', 'main')],
    }),
    make('rancher.apiToken', 'main', { stage, spec: { url, password, token }, after: [keyOf('rancher.admin', 'main')] }),
    make('rancher.serverUrl', 'main', { stage, spec: access, after: [keyOf('rancher.apiToken', 'main')] }),
  ]
}
