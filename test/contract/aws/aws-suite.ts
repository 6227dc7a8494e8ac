import { CreateVpcCommand, DeleteVpcCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { awsClients } from '../../../activities/aws/clients.ts'
import { awsKinds } from '../../../activities/aws/kinds.ts'
import { kindsByName } from '../../../activities/resources/kinds.ts'
import type { Key, Resource } from '../../../workflows/contract/resource.ts'
import { ensured, kindOf, removed, seenOf, wantedOf, type Bench } from './ensured.ts'
import { changed, smallEnvironment, tcp } from './small-environment.ts'

export interface Endpoint {
  readonly url: string
  stop(): Promise<void>
}

const REGION = 'eu-central-1'
const TIMEOUT = 120_000

/**
 * What the adapter promises, against whatever speaks the protocols of EC2, Auto Scaling and load balancing. `cannot`
 * names the changes in place that the endpoint does not carry out as AWS does; they show up as skipped.
 */
export function awsSuite(name: string, startEndpoint: () => Promise<Endpoint>, cannot: readonly string[] = []): void {
  describe(`the AWS adapter against ${name}`, () => {
    const ids: Record<Key, string> = {}
    let endpoint: Endpoint
    let bench: Bench
    let clients: ReturnType<ReturnType<typeof awsClients>>
    let foreign: string

    beforeAll(async () => {
      endpoint = await startEndpoint()
      const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
      const clientsOf = awsClients({ endpoint: endpoint.url, credentials })
      clients = clientsOf(REGION)
      bench = { ...benchOf(clientsOf), outputs: {} }
      foreign = (await clients.ec2.send(new CreateVpcCommand({ CidrBlock: '10.99.0.0/16' }))).Vpc?.VpcId ?? ''
    }, TIMEOUT)

    afterAll(async () => {
      await clients.ec2.send(new DeleteVpcCommand({ VpcId: foreign }))
      await endpoint.stop()
    })

    it.each(smallEnvironment)('makes $key and then sees it with the same outputs', async (resource) => {
      const made = await ensured(bench, resource)
      ids[resource.key] = made.id
      const seen = await seenOf(bench, resource)
      expect(seen?.id).toBe(made.id)
      expect(seen?.outputs).toMatchObject(made.outputs)
    }, TIMEOUT)

    it.each(smallEnvironment)('sees no difference in $key, nor anything to wait for', async (resource) => {
      const seen = await there(resource)
      const kind = kindOf(bench, resource.kind)
      expect(kind.diff(wantedOf(bench, resource), seen)).toEqual([])
      expect(kind.waitsFor(wantedOf(bench, resource), seen)).toBeUndefined()
    })

    it.each(smallEnvironment)('changes nothing of $key the second time', async (resource) => {
      const again = await ensured(bench, resource)
      expect(again.id).toBe(ids[resource.key])
      const seen = await kindOf(bench, resource.kind).observe(bench.scope, [wantedOf(bench, resource)])
      expect(seen.filter(({ key }) => key === resource.key)).toHaveLength(1)
    })

    const able = CHANGES.filter(([act]) => !cannot.includes(act))
    it.each(able)('%s in place, keeping the object', async (_act, resource) => {
      const kind = kindOf(bench, resource.kind)
      expect(kind.diff(wantedOf(bench, resource), await there(resource))).not.toEqual([])
      await ensured(bench, resource)
      const seen = await there(resource)
      expect(kind.diff(wantedOf(bench, resource), seen)).toEqual([])
      expect(seen.id).toBe(ids[resource.key])
    }, TIMEOUT)

    for (const act of cannot) it.skip(`${act} in place: ${name} does not`, () => {})

    it('asks for a new machine when what it is started from has changed', async () => {
      const resource = changed('aws.instance', 'server', { rootDiskGiB: 99 })
      const differences = kindOf(bench, 'aws.instance').diff(wantedOf(bench, resource), await there(resource))
      expect(differences).toContainEqual(expect.objectContaining({ act: 'replace' }))
    })

    it('lists machines of an Auto Scaling group under the group alone', async () => {
      const seen = await kindOf(bench, 'aws.instance').observe(bench.scope, [])
      expect(seen.map(({ key }) => key)).toEqual(['aws.instance/server'])
    })

    it('lists neither what carries no tags nor what another environment owns', async () => {
      const seen = await kindOf(bench, 'aws.vpc').observe(bench.scope, [])
      expect(seen.map(({ id }) => id)).toEqual([ids['aws.vpc/main']])
      const elsewhere = { ...bench.scope, environment: 'other' }
      for (const kind of made()) expect(await kindOf(bench, kind.kind).observe(elsewhere, [])).toEqual([])
    }, TIMEOUT)

    it.each(made().reverse())('removes $key, and a second removal is no error', async (resource) => {
      const seen = await there(resource)
      await removed(bench, resource)
      await kindOf(bench, resource.kind).remove(bench.scope, seen)
    }, TIMEOUT)

    it('leaves what is not ours where it was', async () => {
      const answer = await clients.ec2.send(new DescribeVpcsCommand({ VpcIds: [foreign] }))
      expect(answer.Vpcs).toHaveLength(1)
    })

    it('makes everything again under the same keys after it was removed', async () => {
      for (const resource of smallEnvironment) await ensured(bench, resource)
      for (const resource of made().reverse()) await removed(bench, resource)
    }, TIMEOUT)

    async function there(resource: Resource) {
      const seen = await seenOf(bench, resource)
      if (seen) return seen
      throw new Error(`${resource.key} is not there`)
    }
  })
}

const CHANGES: [act: string, resource: Resource][] = [
  ['takes away an ingress rule', changed('aws.securityGroup', 'bastion', { ingress: [tcp(22, '203.0.113.0/24')] })],
  ['takes away a route and a subnet', changed('aws.routeTable', 'private', { routes: [], subnets: [] })],
  ['closes a public subnet', changed('aws.subnet', 'public', { public: false })],
  ['changes the groups of an instance', changed('aws.instance', 'server', {
    securityGroups: [{ ref: 'aws.securityGroup/bastion', output: 'id' }],
  })],
  ['takes a target away', changed('aws.targetGroup', 'rancher', { targets: [] })],
  ['moves a listener', changed('aws.listener', 'rancher', { port: 8443 })],
  ['makes a new version of a launch template', changed('aws.launchTemplate', 'apps.workers', { size: 't3.large' })],
  ['resizes an Auto Scaling group', changed('aws.autoScalingGroup', 'apps.workers', { min: 1, max: 5 })],
]

const made = (): Resource[] => smallEnvironment.filter(({ kind }) => kind !== 'aws.image')

function benchOf(clients: ReturnType<typeof awsClients>): Omit<Bench, 'outputs'> {
  const userData = { render: async () => ({ text: '#!/bin/sh\ntrue\n', fingerprint: 'f1' }) }
  const cloud = { provider: 'aws', region: REGION, account: 'main' } as const
  return { kinds: kindsByName(awsKinds({ clients, userData })), scope: { fleet: 'acme', environment: 'suite', cloud } }
}
