import { z } from 'zod'
import type { RancherAccess } from '../../workflows/contract/specs.ts'
import { retryLater } from '../failures.ts'
import type { JsonClient } from '../http/json-client.ts'
import { rememberSecret } from '../secrets/redact.ts'
import { clientFor, type RancherDeps } from './client.ts'

/**
 * The shell command with which a machine joins the cluster; roles, labels and taints are appended to it. It carries a
 * secret. Fails with `NotYet` until Rancher has issued it.
 */
export const readRegistrationCommand =
  (deps: RancherDeps) =>
  async ({ clusterId, ...access }: RancherAccess & { clusterId: string }): Promise<string> => {
    const command = await findRegistrationCommand(await clientFor(deps, access), clusterId)
    if (command === undefined) throw retryLater('NotYet', notIssued(clusterId))
    return command
  }

/** Undefined until Rancher has issued it, some seconds after the cluster was made. */
export async function findRegistrationCommand(client: JsonClient, clusterId: string): Promise<string | undefined> {
  const path = `/v3/clusters/${clusterId}/clusterregistrationtokens`
  const found = await client.find({ method: 'GET', path }, RegistrationTokens)
  const issued = found?.data.find((token) => token.clusterId === clusterId && token.nodeCommand)
  if (issued?.token) rememberSecret(issued.token)
  // Rancher puts a blank before it where no environment variable comes first.
  return issued?.nodeCommand?.trim()
}

export const notIssued = (clusterId: string) =>
  `Rancher has not issued the registration command of cluster ${clusterId} yet (it does so once server-url is set)`

const RegistrationTokens = z.object({
  data: z.array(z.object({
    clusterId: z.string(),
    token: z.string().nullish(),
    nodeCommand: z.string().nullish(),
  })),
})
