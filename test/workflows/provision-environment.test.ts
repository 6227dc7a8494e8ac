import { CreateSubnetCommand, DeleteSubnetCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { DecommissionResult, PlanResult, ProvisionResult } from '../../workflows/contract/operations.ts'
import { openStage, type Stage } from '../support/stage.ts'

describe('an environment of the reference fleet', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage()
    stage.startWorker()
  }, 60_000)

  afterAll(() => stage.stop(), 30_000)

  it('is made whole, found right the second time, and removed without a rest', async () => {
    const made: ProvisionResult = await (await stage.start('provisionEnvironment', 'provision/dev')).result()
    expect(made.changed).toEqual([])
    expect(made.made).toContain('rancher.clusterActive/apps')

    const plan: PlanResult = await (await stage.start('planEnvironment', 'plan/dev/1')).result()
    expect({ ...plan, unchanged: plan.unchanged.length }).toMatchObject({ make: [], change: [], remove: [], unchanged: made.made.length + made.unchanged.length })

    const strange = await makeForeignSubnet(stage)
    const withForeign: PlanResult = await (await stage.start('planEnvironment', 'plan/dev/2')).result()
    expect(withForeign).toMatchObject({ make: [], remove: [], unowned: [`subnet ${strange}`] })
    await stage.ec2.send(new DeleteSubnetCommand({ SubnetId: strange }))

    const again: ProvisionResult = await (await stage.start('provisionEnvironment', 'provision/dev')).result()
    expect(again).toMatchObject({ made: [], changed: [] })

    const removed: DecommissionResult = await (await stage.start('decommissionEnvironment', 'decommission/dev')).result()
    expect(removed.left).toEqual([])
    expect((await stage.summary()).counts).toEqual({})
  }, 120_000)
})

/** A subnet that somebody made by hand in our network, without our tags. */
async function makeForeignSubnet({ ec2 }: Stage): Promise<string> {
  const { Vpcs: [vpc] = [] } = await ec2.send(new DescribeVpcsCommand({}))
  const place = { VpcId: vpc?.VpcId, CidrBlock: '10.10.255.0/24', AvailabilityZone: 'eu-central-1a' }
  const { Subnet } = await ec2.send(new CreateSubnetCommand(place))
  return Subnet?.SubnetId ?? ''
}
