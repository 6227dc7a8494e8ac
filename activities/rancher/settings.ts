import { z } from 'zod'
import type { JsonClient } from '../http/json-client.ts'

/** Empty where it was never set. */
export async function getSetting(client: JsonClient, name: string): Promise<string> {
  const { value } = await client.send({ method: 'GET', path: `/v3/settings/${name}` }, Setting)
  return value ?? ''
}

/** Afterwards the setting has this value. Twice is safe. */
export async function ensureSetting(client: JsonClient, name: string, value: string): Promise<void> {
  await client.send({ method: 'PUT', path: `/v3/settings/${name}`, body: { name, value } }, Setting)
}

const Setting = z.object({ value: z.string().nullish() })
