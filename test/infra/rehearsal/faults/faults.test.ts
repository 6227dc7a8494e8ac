import { AllocateAddressCommand, CreateVpcCommand, DescribeVpcsCommand, type EC2Client } from '@aws-sdk/client-ec2'
import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling'
import { afterEach, describe, expect, it } from '@jest/globals'
import { parseFaultPlan } from '../../../../infra/rehearsal/faults/fault-plan.ts'
import { startWorld, type StartedWorld, type WorldOptions } from '../../../../infra/rehearsal/start-world.ts'
import { clientsOf, refusal } from '../clients.ts'
import { openNetwork, runMachine, stateOf, until } from '../machine-bench.ts'

describe('injected faults', () => {
  const worlds: StartedWorld[] = []
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.stop()
  })

  const open = async (faults: unknown, options: WorldOptions = {}) => {
    const world = await startWorld({ speed: 600, faults: parseFaultPlan(faults), ...options })
    worlds.push(world)
    return { world, ...clientsOf(world.url) }
  }
  const vpc = (ec2: EC2Client) => ec2.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16' }))
  const countVpcs = async (ec2: EC2Client) => (await ec2.send(new DescribeVpcsCommand({}))).Vpcs?.length

  it('lose an answer only after the act is done', async () => {
    const { ec2 } = await open({ rules: [{ actions: ['CreateVpc'], fault: 'lostAnswer', first: 1 }] })
    expect(await refusal(vpc(ec2))).not.toBe('no refusal')
    expect(await countVpcs(ec2)).toBe(1)
    expect(await refusal(vpc(ec2))).toBe('no refusal')
  })

  it.each([
    ['throttle', 'RequestLimitExceeded', 'Throttling'],
    ['serverError', 'InternalError', 'InternalFailure'],
    ['accessDenied', 'UnauthorizedOperation', 'AccessDenied'],
    ['badCredentials', 'AuthFailure', 'InvalidClientTokenId'],
  ])('of kind %s are told in the words of each service, and nothing is done', async (fault, inEc2, elsewhere) => {
    const { ec2, autoScaling } = await open({ rules: [{ fault, actions: ['Create*', '*Auto*'], first: 1 }] })
    expect(await refusal(vpc(ec2))).toBe(inEc2)
    expect(await refusal(autoScaling.send(new DescribeAutoScalingGroupsCommand({})))).toBe(elsewhere)
    expect(await countVpcs(ec2)).toBe(0)
  })

  it('of kind quota name the limit that was reached', async () => {
    const { ec2 } = await open({ rules: [{ fault: 'quota', nth: 1 }] })
    expect(await refusal(ec2.send(new AllocateAddressCommand({})))).toBe('AddressLimitExceeded')
  })

  it('are the same again with the same seed, and others with another', async () => {
    const plan = { rules: [{ fault: 'throttle', probability: 0.5 }] }
    const run = async (seed: number) => {
      const { ec2 } = await open(plan, { seed })
      const answers = []
      for (let call = 0; call < 24; call += 1) answers.push(await refusal(ec2.send(new DescribeVpcsCommand({}))))
      return answers.join(' ')
    }
    const first = await run(7)
    expect(await run(7)).toBe(first)
    expect(await run(8)).not.toBe(first)
  })

  it('strike no action more often in a row than the plan allows', async () => {
    const { ec2 } = await open({ rules: [{ fault: 'serverError', probability: 1 }], inARow: 2 })
    const answers = []
    for (let call = 0; call < 6; call += 1) answers.push(await refusal(ec2.send(new DescribeVpcsCommand({}))))
    const ok = 'no refusal'
    expect(answers).toEqual(['InternalError', 'InternalError', ok, 'InternalError', 'InternalError', ok])
  })

  it('keep one machine from booting, and give it up when the plan says so', async () => {
    const { ec2 } = await open({ neverBoots: { instances: [1], endsAfterMs: 1_200_000 } })
    const { subnet } = await openNetwork(ec2)
    const dead = await runMachine(ec2, { SubnetId: subnet })
    const living = await runMachine(ec2, { SubnetId: subnet })
    expect(await until('running', () => stateOf(ec2, living))).toBe('running')
    expect(await stateOf(ec2, dead)).toBe('pending')
    expect(await until('terminated', () => stateOf(ec2, dead))).toBe('terminated')
  })

  it('are counted, each by its kind', async () => {
    const { ec2, world } = await open({ rules: [{ actions: ['CreateVpc'], fault: 'throttle', first: 1 }] })
    await refusal(vpc(ec2))
    await vpc(ec2)
    const calls: unknown = await (await fetch(`${world.url}/_world/calls`)).json()
    const call = { service: 'ec2', action: 'CreateVpc', count: 1 }
    expect(calls).toMatchObject([{ ...call, status: 503, fault: 'throttle' }, { ...call, status: 200 }])
  })
})

describe('a fault plan', () => {
  it.each(['none', 'mild', 'hostile'])('has a name: %s', (name) => {
    expect(parseFaultPlan(name).inARow).toBeGreaterThan(0)
  })

  it.each([
    ['a name nobody knows', 'stormy'],
    ['a rule without a when', { rules: [{ fault: 'throttle' }] }],
    ['a rule with two whens', { rules: [{ fault: 'throttle', first: 1, probability: 0.5 }] }],
    ['an unknown key', { rulez: [] }],
  ])('is refused with %s, naming the plans there are', (_what, plan) => {
    expect(() => parseFaultPlan(plan)).toThrow(/name one of none, mild, hostile/)
  })
})
