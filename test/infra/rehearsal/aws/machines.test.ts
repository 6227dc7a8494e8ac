import {
  CreateAutoScalingGroupCommand, DeleteAutoScalingGroupCommand, DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling'
import { CreateLaunchTemplateCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { decodeUserData } from '../../../../infra/rehearsal/machines/user-data.ts'
import { listMachines } from '../../../../infra/rehearsal/machines/machines.ts'
import { startWorld, type StartedWorld } from '../../../../infra/rehearsal/start-world.ts'
import { clientsOf, refusal } from '../clients.ts'
import { IMAGE, openNetwork, runMachine, stateOf, until } from '../machine-bench.ts'

describe('a rehearsed machine', () => {
  let world: StartedWorld
  let clients: ReturnType<typeof clientsOf>
  let subnet: string

  beforeEach(async () => {
    world = await startWorld({ speed: 600 })
    clients = clientsOf(world.url)
    subnet = (await openNetwork(clients.ec2)).subnet
  })
  afterEach(() => world.stop())

  it('is pending, then running, then started up, and gone once it is terminated', async () => {
    const id = await runMachine(clients.ec2, { SubnetId: subnet })
    expect(await stateOf(clients.ec2, id)).toBe('pending')
    expect(await until('running', () => stateOf(clients.ec2, id))).toBe('running')
    expect(await until('started', startUp)).toBe('started')
    await clients.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }))
    expect(await until('terminated', () => stateOf(clients.ec2, id))).toBe('terminated')
    expect(await startUp()).toBe('gone')

    async function startUp() {
      await stateOf(clients.ec2, id)
      return listMachines(world.world).find((machine) => machine.id === id)?.state
    }
  })

  it('is launched once by one token, however often it is asked for', async () => {
    const again = { SubnetId: subnet, ClientToken: 'once' }
    expect(await runMachine(clients.ec2, again)).toBe(await runMachine(clients.ec2, again))
    const different = runMachine(clients.ec2, { ...again, InstanceType: 't3.large' })
    expect(await refusal(different)).toBe('IdempotentParameterMismatch')
  })

  it('is refused with an unknown image, key or size, or an address that is taken', async () => {
    const run = (more: Parameters<typeof runMachine>[1]) => refusal(runMachine(clients.ec2, { SubnetId: subnet, ...more }))
    expect(await run({ ImageId: 'ami-0ffffffffffffffff' })).toBe('InvalidAMIID.NotFound')
    expect(await run({ KeyName: 'nobody' })).toBe('InvalidKeyPair.NotFound')
    expect(await run({ PrivateIpAddress: '10.1.1.10' })).toBe('no refusal')
    expect(await run({ PrivateIpAddress: '10.1.1.10' })).toBe('InvalidIPAddress.InUse')
    expect(await run({ PrivateIpAddress: '10.9.9.9' })).toBe('InvalidParameterValue')
  })

  it('of an Auto Scaling group is replaced when it dies', async () => {
    await openPool(2)
    expect(await until(2, async () => (await members()).length)).toBe(2)
    const [first = ''] = await members()
    const body = JSON.stringify({ machine: first })
    expect((await fetch(`${world.url}/_world/kill`, { method: 'POST', body })).status).toBe(200)
    expect(await until(2, async () => (await members()).filter((id) => id !== first).length)).toBe(2)
  })

  it('keeps its group from going, unless the group is told to take it along', async () => {
    await openPool(1)
    await until(1, async () => (await members()).length)
    const gone = { AutoScalingGroupName: 'pool' }
    expect(await refusal(clients.autoScaling.send(new DeleteAutoScalingGroupCommand(gone)))).toContain('ResourceInUse')
    await clients.autoScaling.send(new DeleteAutoScalingGroupCommand({ ...gone, ForceDelete: true }))
    const left = async () => (await clients.autoScaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups
    expect(await until(0, async () => (await left())?.length)).toBe(0)
  })

  it('reads its user data as it was written, compressed or not', () => {
    const script = '#!/bin/sh\necho ä\n'
    expect(decodeUserData(Buffer.from(script).toString('base64'))).toBe(script)
    expect(decodeUserData(gzipSync(script).toString('base64'))).toBe(script)
  })

  async function openPool(size: number): Promise<void> {
    const LaunchTemplateData = { ImageId: IMAGE, InstanceType: 't3.micro' as const, KeyName: 'main' }
    const template = new CreateLaunchTemplateCommand({ LaunchTemplateName: 'pool', LaunchTemplateData })
    const LaunchTemplateId = (await clients.ec2.send(template)).LaunchTemplate?.LaunchTemplateId
    const bounds = { MinSize: size, MaxSize: size, VPCZoneIdentifier: subnet }
    const group = { AutoScalingGroupName: 'pool', LaunchTemplate: { LaunchTemplateId }, ...bounds }
    await clients.autoScaling.send(new CreateAutoScalingGroupCommand(group))
  }

  async function members(): Promise<string[]> {
    const { AutoScalingGroups } = await clients.autoScaling.send(new DescribeAutoScalingGroupsCommand({}))
    return AutoScalingGroups?.flatMap(({ Instances }) => Instances?.map((one) => one.InstanceId ?? '') ?? []) ?? []
  }
})
