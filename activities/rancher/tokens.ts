import { z } from 'zod'
import type { JsonClient } from '../http/json-client.ts'
import { rememberSecret } from '../secrets/redact.ts'

/** A new API token, its secret included: Rancher shows it this once. Twice makes two. */
export async function createToken(client: JsonClient, description: string): Promise<{ id: string; token: string }> {
  // ttl 0 asks for the longest life that this Rancher allows (90 days, unless its setting says otherwise).
  const body = { type: 'token', description, ttl: 0 }
  const made = await client.send({ method: 'POST', path: '/v3/tokens', body }, MadeToken)
  rememberSecret(made.token)
  return made
}

/** Afterwards none of the user's own tokens has this description. Twice is safe. */
export async function removeTokens(client: JsonClient, description: string): Promise<void> {
  const { data } = await client.send({ method: 'GET', path: '/v3/tokens' }, Tokens)
  for (const { id } of data.filter((token) => token.description === description)) {
    await client.find({ method: 'DELETE', path: `/v3/tokens/${id}` }, z.unknown())
  }
}

const MadeToken = z.object({ id: z.string(), token: z.string() })
const Tokens = z.object({ data: z.array(z.object({ id: z.string(), description: z.string().nullish() })) })
