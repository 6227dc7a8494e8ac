import { z } from 'zod'
import { isFailure } from '../failures.ts'
import type { JsonClient } from '../http/json-client.ts'
import { rememberSecret } from '../secrets/redact.ts'
import { type RancherAddress, rancherClient } from './client.ts'

export const ADMIN = 'admin'

/** What a login gives: a client in the user's name, and the user's id. */
export interface Session {
  readonly client: JsonClient
  readonly userId: string
  readonly tokenId: string
}

/** Runs `act` in the admin's name and logs out again; undefined where Rancher refuses the password. */
export async function asAdmin<T>(
  address: RancherAddress,
  password: string,
  act: (session: Session) => Promise<T>,
): Promise<T | undefined> {
  const session = await logIn(address, password)
  if (!session) return undefined
  try {
    return await act(session)
  } finally {
    await logOut(session)
  }
}

/** Afterwards `password` is the user's password. Twice is safe. */
export async function setPassword({ client, userId }: Session, password: string): Promise<void> {
  await client.send(
    { method: 'POST', path: `/v3/users/${userId}?action=setpassword`, body: { newPassword: password } },
    z.unknown(),
  )
}

/** Undefined where the token is refused. Any user's token will do. */
export async function userIdOf(client: JsonClient): Promise<string | undefined> {
  try {
    const { data } = await client.send({ method: 'GET', path: '/v3/users?me=true' }, Users)
    return data[0]?.id
  } catch (error) {
    if (isFailure(error, 'CredentialsRefused')) return undefined
    throw error
  }
}

async function logIn({ url, gateway }: RancherAddress, password: string): Promise<Session | undefined> {
  try {
    const { id, token, userId } = await rancherClient({ url, gateway }).send(loginAs(ADMIN, password), Login)
    rememberSecret(token)
    return { client: rancherClient({ url, gateway, token }), userId, tokenId: id }
  } catch (error) {
    if (isFailure(error, 'CredentialsRefused')) return undefined
    throw error
  }
}

/** A login makes a token and nothing else, so an answer that is lost loses nothing. */
const loginAs = (username: string, password: string) => ({
  method: 'POST' as const,
  path: '/v3-public/localProviders/local?action=login',
  readOnly: true as const,
  body: { username, password, description: 'trailboss login', responseType: 'json' },
})

async function logOut({ client }: Session): Promise<void> {
  try {
    await client.send({ method: 'POST', path: '/v3/tokens?action=logout', body: {} }, z.unknown())
  } catch {
    // The session ends by itself within hours; what was done in it must not fail because of that.
  }
}

const Login = z.object({ id: z.string(), token: z.string(), userId: z.string() })
const Users = z.object({ data: z.array(z.object({ id: z.string() })) })
