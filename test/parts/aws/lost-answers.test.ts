import {
  DescribeImagesCommand, DescribeInstancesCommand, DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client,
} from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Board } from '../../../workflows/contract/board.ts'
import { TAG_RESOURCE } from '../../../workflows/contract/resource.ts'
import { startLostAnswerProxy, type LostAnswerProxy } from '../../support/lost-answer-proxy.ts'
import { openStage, type Stage } from '../../support/stage.ts'
import { installMoto, startMoto } from './moto.ts'

const moto = await installMoto()

if ('program' in moto) describe('the first answer of each creating call is lost, before moto', () => lostAnswers(moto.program))
else describe('lost answers before moto', () => it.skip(`cannot run here: ${moto.missing}`, () => {}))

/** moto ignores client tokens on RunInstances, so that only looking again keeps machines from being made twice. */
function lostAnswers(program: string): void {
  let stage: Stage
  let cloud: Awaited<ReturnType<typeof startMoto>>
  let proxy: LostAnswerProxy
  let ec2: EC2Client

  beforeAll(async () => {
    cloud = await startMoto(program)
    proxy = await startLostAnswerProxy(cloud.url, { everyObject: true })
    stage = await openStage()
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
    ec2 = new EC2Client({ endpoint: cloud.url, region: 'eu-central-1', credentials })
    stage.startWorker({ AWS_ENDPOINT_URL: proxy.url })
  }, 120_000)

  afterAll(async () => {
    await stage.stop()
    await proxy.stop()
    await cloud.stop()
  }, 60_000)

  it('finishes the cloud\'s part by itself, with one of each', async () => {
    const handle = await stage.start('provisionEnvironment', 'provision/dev', { fleet: await fleetOn(ec2) })
    // moto's machines run nothing, so that no Rancher ever answers: the cloud's part is all there is to finish.
    const board = await untilSettled(() => handle.query<Board>('board'))
    expect(board.steps.filter((step) => step.state === 'parked')).toEqual([])
    expect(new Set(proxy.lost)).toEqual(new Set(CREATING))
    expect(await twice(ec2)).toEqual([])
    expect((await ec2.send(new DescribeVpcsCommand({ Filters: [OURS] }))).Vpcs).toHaveLength(1)
    expect((await ec2.send(new DescribeSubnetsCommand({ Filters: [OURS] }))).Subnets).toHaveLength(6)
    await handle.terminate()
  }, 240_000)
}

const OURS = { Name: 'tag:trailboss:environment', Values: ['dev'] }

const CREATING = [
  'AllocateAddress', 'CreateInternetGateway', 'CreateNatGateway', 'CreateRoute', 'CreateRouteTable',
  'CreateSecurityGroup', 'CreateSubnet', 'CreateVpc', 'ImportKeyPair', 'RunInstances',
]

async function fleetOn(ec2: EC2Client): Promise<string> {
  const { Images: [image] = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['099720109477'] }))
  const text = await readFile(new URL('../../../examples/fleet.yaml', import.meta.url), 'utf8')
  return text.replace('\ndefaults:\n', `\ndefaults:\n  image: ${image?.ImageId}\n`)
}

/** Waits until every step of the operation's own stage is done, or waits for a person. */
async function untilSettled(look: () => Promise<Board>): Promise<Board> {
  for (;;) {
    const board = await look()
    const isSettled = board.steps.every((step) => step.state === 'done' || step.state === 'parked')
    if (board.steps.length > 0 && isSettled) return board
    await sleep(500)
  }
}

/** Keys of machines that there are two of; machines that were made twice and taken away again do not count. */
async function twice(ec2: EC2Client): Promise<string[]> {
  const living = [OURS, { Name: 'instance-state-name', Values: ['pending', 'running'] }]
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters: living }))
  const keys = Reservations.flatMap(({ Instances = [] }) => Instances).map(
    ({ Tags = [] }) => Tags.find((tag) => tag.Key === TAG_RESOURCE)?.Value ?? '',
  )
  expect(keys.length).toBeGreaterThan(0)
  return keys.filter((key, index) => keys.indexOf(key) !== index)
}
