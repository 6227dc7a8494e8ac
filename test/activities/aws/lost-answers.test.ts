import { describe, expect, it } from '@jest/globals'
import { awsClients } from '../../../activities/aws/clients.ts'
import { awsKinds } from '../../../activities/aws/kinds.ts'
import { isFailure } from '../../../activities/failures.ts'
import { kindsByName } from '../../../activities/resources/kinds.ts'
import { startWorld } from '../../../infra/rehearsal/start-world.ts'
import type { Resource } from '../../../workflows/contract/resource.ts'
import { ensured, kindOf, type Bench } from '../../contract/aws/ensured.ts'
import { smallEnvironment } from '../../contract/aws/small-environment.ts'
import { startLostAnswerProxy } from '../../support/lost-answer-proxy.ts'

describe('when the first answer of every creation is lost', () => {
  it('there is one of each in the end', async () => {
    const world = await startWorld({ port: 0, speed: 1000, seed: 7, faults: 'none' })
    const proxy = await startLostAnswerProxy(world.url, { everyObject: true })
    const bench = benchAt(proxy.url)
    for (const resource of smallEnvironment) await ensuredDespiteLoss(bench, resource)
    const made = smallEnvironment.filter(({ kind }) => kind !== 'aws.image')
    expect(proxy.lost.length).toBeGreaterThanOrEqual(made.length)
    for (const { kind, key } of made) {
      const seen = await kindOf(bench, kind).observe(bench.scope, [])
      expect(seen.filter((one) => one.key === key)).toHaveLength(1)
    }
    await proxy.stop()
    await world.stop()
  }, 60_000)
})

/** What Temporal does with `AnswerLost`: the whole act again, which begins with a look. */
async function ensuredDespiteLoss(bench: Bench, resource: Resource): Promise<void> {
  try {
    await ensured(bench, resource)
  } catch (error) {
    if (!isFailure(error, 'AnswerLost')) throw error
    await ensuredDespiteLoss(bench, resource)
  }
}

function benchAt(endpoint: string): Bench {
  const clients = awsClients({ endpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } })
  const userData = { render: async () => ({ text: '#!/bin/sh\n', fingerprint: 'f1' }) }
  const cloud = { provider: 'aws', region: 'eu-central-1', account: 'main' } as const
  const scope = { fleet: 'acme', environment: 'lossy', cloud }
  return { kinds: kindsByName(awsKinds({ clients, userData })), scope, outputs: {} }
}
