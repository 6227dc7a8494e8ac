import { isRecord, notFound, steveError, type Reply } from './wire.ts'

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const namespaces = ['fleet-default', 'fleet-local', 'default']

/** What the API server and the admission webhook refuse of a cluster's body; undefined when it may pass. */
export const clusterBodyRefusal = (
  body: Record<string, unknown>,
  { namespace, name }: { namespace: string; name: string },
): Reply | undefined => {
  const spec = body['spec']
  if (isRecord(spec) && spec['kubernetesVersion'] !== undefined && typeof spec['kubernetesVersion'] !== 'string') {
    const message =
      'Internal error occurred: failed calling webhook "rancher.cattle.io.clusters.provisioning.cattle.io": ' +
      'json: cannot unmarshal into Go struct field ClusterSpec.spec.kubernetesVersion of type string'
    return steveError({ status: 500, code: 'InternalError', message })
  }
  if (!namespaces.includes(namespace)) return steveError(notFound('namespaces', namespace))
  if (subdomain.test(name)) return undefined
  const message =
    `Cluster.provisioning.cattle.io "${name}" is invalid: metadata.name: Invalid value: "${name}": a lowercase RFC 1123 ` +
    "subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric " +
    "character (e.g. 'example.com', regex used for validation is " +
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
  return steveError({ status: 422, code: 'Invalid', message })
}
