import { ApplicationFailure } from '@temporalio/common'
import { afterEach, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { isStatus } from '../../../activities/http/answer-failures.ts'
import { jsonClient, type JsonRequest } from '../../../activities/http/json-client.ts'
import { rememberSecret } from '../../../activities/secrets/redact.ts'
import { type Answerer, loopback, type Loopback } from './loopback.ts'

const opened: Loopback[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()))
})

async function serving(answer: Answerer): Promise<Loopback> {
  const server = await loopback(answer)
  opened.push(server)
  return server
}

const Thing = z.object({ name: z.string() })
const read: JsonRequest = { method: 'GET', path: '/things/1?token=in-the-query' }
const write: JsonRequest = { method: 'POST', path: '/things', body: { name: 'one' } }

/** The failure of a request to a service that answers so. */
async function failureOf(answer: Answerer, request: JsonRequest = read): Promise<ApplicationFailure> {
  const { url } = await serving(answer)
  return failedAt(url, request)
}

async function failedAt(baseUrl: string, request: JsonRequest): Promise<ApplicationFailure> {
  const client = jsonClient({ baseUrl, timeoutMs: 300 })
  const failure: unknown = await client.send(request, Thing).catch((error: unknown) => error)
  if (failure instanceof ApplicationFailure) return failure
  throw new Error(`not a failure of ours: ${String(failure)}`)
}

describe('the JSON client', () => {
  it('sends JSON with its headers and returns what the schema reads', async () => {
    const server = await serving(() => ({ body: { name: 'one', more: true } }))
    const client = jsonClient({ baseUrl: `${server.url}/`, headers: { authorization: 'Bearer t' }, timeoutMs: 1000 })
    await expect(client.send(write, Thing)).resolves.toEqual({ name: 'one' })
    expect(server.requests).toMatchObject([
      { method: 'POST', path: '/things', body: '{"name":"one"}', headers: { authorization: 'Bearer t' } },
    ])
    expect(server.requests[0]?.headers['content-type']).toBe('application/json')
  })

  it('reaches any host through a gateway, which learns the host from the path', async () => {
    const server = await serving(() => ({ body: { name: 'one' } }))
    const client = jsonClient({ baseUrl: 'https://rancher.dev.acme.example', gateway: server.url, timeoutMs: 1000 })
    await client.send({ method: 'GET', path: '/v3/x?a=b' }, Thing)
    expect(server.requests[0]?.path).toBe('/_host/rancher.dev.acme.example/v3/x?a=b')
  })

  it('finds nothing where the service says 404, and passes other refusals on', async () => {
    const server = await serving(({ path }) => ({ status: path === '/gone' ? 404 : 403 }))
    const client = jsonClient({ baseUrl: server.url, timeoutMs: 1000 })
    await expect(client.find({ method: 'GET', path: '/gone' }, Thing)).resolves.toBeUndefined()
    const refused = client.find({ method: 'GET', path: '/other' }, Thing)
    await expect(refused).rejects.toMatchObject({ type: 'PermissionMissing' })
  })

  it.each([
    [429, 'Throttled', false],
    [500, 'ServiceUnavailable', false],
    [503, 'ServiceUnavailable', false],
    [401, 'CredentialsRefused', true],
    [403, 'PermissionMissing', true],
    [409, 'RequestRefused', true],
    [422, 'RequestRefused', true],
    [302, 'RequestRefused', true],
  ])('turns status %i into %s', async (status, type, nonRetryable) => {
    const failure = await failureOf(() => ({ status, headers: status === 302 ? { location: '/elsewhere' } : {} }))
    expect(failure).toMatchObject({ type, nonRetryable })
    expect(isStatus(failure, status)).toBe(true)
  })

  it('comes back when a throttling service says, or up to a quarter later', async () => {
    const failure = await failureOf(() => ({ status: 429, headers: { 'retry-after': '8' } }))
    expect(Number(failure.nextRetryDelay)).toBeGreaterThanOrEqual(8000)
    expect(Number(failure.nextRetryDelay)).toBeLessThanOrEqual(10_000)
  })

  it('understands a Retry-After that is a date', async () => {
    const date = new Date(Date.now() + 20_000).toUTCString()
    const failure = await failureOf(() => ({ status: 503, headers: { 'retry-after': date } }))
    expect(Number(failure.nextRetryDelay)).toBeGreaterThan(15_000)
    expect(Number(failure.nextRetryDelay)).toBeLessThanOrEqual(25_000)
  })

  it('says what was asked, the code, the field and the message, and nothing else of the body', async () => {
    const body = { code: 'InvalidFormat', fieldName: 'name', message: 'too long', request: 'the-whole-request' }
    const failure = await failureOf(() => ({ status: 422, body }), write)
    expect(failure.message).toMatch(/^POST 127\.0\.0\.1:\d+\/things: 422 InvalidFormat \(name\) too long$/)
  })

  it('tells no secret: neither one in the query nor one that the service repeats', async () => {
    const password = rememberSecret('correct-horse-battery')
    const failure = await failureOf(() => ({ status: 422, body: { message: `password ${password} is too short` } }))
    expect(failure.message).toContain('password [secret] is too short')
    expect(`${failure.message}${failure.stack}${String(failure.cause)}`).not.toMatch(/in-the-query|correct-horse/)
  })

  it('understands that nobody listens: a write did not happen', async () => {
    const server = await loopback(() => ({}))
    await server.close()
    expect(await failedAt(server.url, write)).toMatchObject({ type: 'ServiceUnavailable', nonRetryable: false })
    expect((await failedAt(server.url, read)).message).toContain('connection refused')
  })

  it('takes an unknown host for a service that cannot be reached', async () => {
    expect(await failedAt('http://nowhere.invalid', read)).toMatchObject({ type: 'ServiceUnavailable' })
  })

  it.each(['hangUp', 'neverAnswer'] as const)('takes %s for a write that may have happened', async (how) => {
    expect(await failureOf(() => how, write)).toMatchObject({ type: 'AnswerLost', nonRetryable: false })
    expect(await failureOf(() => how, read)).toMatchObject({ type: 'ServiceUnavailable' })
    expect(await failureOf(() => how, { ...write, readOnly: true })).toMatchObject({ type: 'ServiceUnavailable' })
  })

  it('refuses an answer that is not what the schema says, naming the field and not its value', async () => {
    const failure = await failureOf(() => ({ body: { name: 17 } }))
    expect(failure).toMatchObject({ type: 'RequestRefused' })
    expect(failure.message).toContain('unexpected answer (name: invalid_type)')
    expect(failure.message).not.toContain('17')
  })

  it('refuses an address that is none before it asks anybody', () => {
    expect(() => jsonClient({ baseUrl: 'rancher.dev', timeoutMs: 300 })).toThrow('"rancher.dev" is no address')
  })

  it('survives an error page of any length', async () => {
    const failure = await failureOf(() => ({ status: 502, body: '<html>'.repeat(100_000) }))
    expect(failure).toMatchObject({ type: 'ServiceUnavailable' })
    expect(failure.message.length).toBeLessThan(500)
  })
})
