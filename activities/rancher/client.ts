import type { RancherAccess } from '../../workflows/contract/specs.ts'
import { type JsonClient, jsonClient } from '../http/json-client.ts'
import type { Secrets } from '../secrets/secrets.ts'

/** What every part of this folder is made with. `gateway` is the way to a rehearsed Rancher (`activities/http`). */
export interface RancherDeps {
  readonly secrets: Secrets
  readonly gateway?: string | undefined
}

/** A Rancher server; anonymous without a token. */
export interface RancherAddress {
  readonly url: string
  readonly token?: string | undefined
  readonly gateway?: string | undefined
}

export const rancherClient = ({ url, token, gateway }: RancherAddress): JsonClient =>
  jsonClient({
    baseUrl: url,
    gateway,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    // Creating a cluster passes several admission webhooks; a list of thousands of machines takes seconds as well.
    timeoutMs: 30_000,
  })

export const clientFor = async ({ secrets, gateway }: RancherDeps, { url, token }: RancherAccess) =>
  rancherClient({ url, token: await secrets.read(token), gateway })
