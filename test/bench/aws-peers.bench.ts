import { DescribeImagesCommand } from '@aws-sdk/client-ec2'
import type { AwsDeps } from '../../activities/aws/aws-deps.ts'
import { awsClients } from '../../activities/aws/clients.ts'
import { awsKinds } from '../../activities/aws/kinds.ts'
import { ensureResource } from '../../activities/resources/ensure-resource.ts'
import { kindsByName } from '../../activities/resources/kinds.ts'
import { observeEnvironment } from '../../activities/resources/observe-environment.ts'
import { sharedLook } from '../../activities/resources/shared-look.ts'
import type { Scope } from '../../workflows/contract/resource.ts'
import { installMoto, startMoto } from '../parts/aws/moto.ts'
import { startCountingProxy, total, type CountingProxy } from './counting-proxy.ts'
import { peerEnvironment } from './peer-environment.ts'
import { record, seconds, timed, type Row } from './record.ts'
import { measureTerraform } from './terraform.ts'
import { walkAlone } from './walk-alone.ts'

const REGION = 'eu-central-1'
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const userData = { render: async () => ({ text: '#!/bin/sh\ntrue\n', fingerprint: 'f1' }) }
const cloud = { provider: 'aws', region: REGION, account: 'main' } as const
const scope: Scope = { fleet: 'acme', environment: 'peers', cloud }

const aim: Row = { who: 'aim', makeCalls: 70, makeSeconds: 7, rightCalls: 18, rightSeconds: 0.7 }
const peers: Row[] = [
  { who: 'Terraform, measured before', makeCalls: 174, makeSeconds: 69.8, rightCalls: 78, rightSeconds: 7.2 },
  { who: 'Ansible, measured before', makeCalls: 200, makeSeconds: 35, rightCalls: 134, rightSeconds: 15.8 },
]

const moto = await installMoto()
if ('program' in moto) await compareWithPeers(moto.program)
else console.log(`aws-peers: skipped, ${moto.missing}`)

async function compareWithPeers(program: string): Promise<void> {
  const server = await startMoto(program)
  const proxy = await startCountingProxy(server.url)
  try {
    const clients = awsClients({ endpoint: proxy.url, credentials })
    const image = await someImage(clients)
    const { row, calls } = await measureOurs(proxy, clients, image)
    const terraform = await measureTerraform(proxy, image)
    const live = 'missing' in terraform ? [] : [terraform]
    if ('missing' in terraform) console.log(`aws-peers: Terraform is skipped, ${terraform.missing}`)
    await record('aws-peers', [aim, row, ...live, ...peers], { calls })
  } finally {
    await proxy.stop()
    await server.stop()
  }
}

async function measureOurs(proxy: CountingProxy, clients: AwsDeps['clients'], image: string) {
  const kinds = kindsByName(awsKinds({ clients, userData }))
  const resources = peerEnvironment(image)
  proxy.take()
  await observeEnvironment({ kinds })({ scope, resources })
  const firstLook = proxy.take()
  const activities = { ensureResource: ensureResource({ kinds, look: sharedLook(kinds) }) }
  const made = await timed(() => walkAlone(activities, scope, resources))
  const makeCalls = proxy.take()
  const right = await timed(() => observeEnvironment({ kinds })({ scope, resources }))
  const rightCalls = proxy.take()
  const notRight = resources.filter(({ key }) => !(key in right.result.inSync)).map(({ key }) => key)
  if (notRight.length > 0) throw new Error(`not found right after they were made: ${notRight.join(', ')}`)
  return {
    row: {
      who: 'Trailboss, activities alone',
      makeCalls: total(makeCalls),
      lookBefore: total(firstLook),
      makeSeconds: seconds(made.ms),
      rightCalls: total(rightCalls),
      rightSeconds: seconds(right.ms),
    },
    calls: { firstLook, make: makeCalls, right: rightCalls },
  }
}

async function someImage(clients: AwsDeps['clients']): Promise<string> {
  const { Images } = await clients(REGION).ec2.send(new DescribeImagesCommand({ Owners: ['099720109477'] }))
  const image = Images?.[0]?.ImageId
  if (image === undefined) throw new Error('moto knows no image of 099720109477')
  return image
}
