import {
  AllocateAddressCommand, AssociateRouteTableCommand, AttachInternetGatewayCommand, AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand, CreateNatGatewayCommand, CreateRouteCommand, CreateRouteTableCommand,
  CreateSecurityGroupCommand, CreateSubnetCommand, CreateTagsCommand, CreateVpcCommand, DeleteRouteTableCommand,
  DeleteSecurityGroupCommand, DeleteSubnetCommand, DeleteTagsCommand, DeleteVpcCommand, DescribeVpcsCommand,
  DetachInternetGatewayCommand, ImportKeyPairCommand, paginateDescribeVpcs, ReleaseAddressCommand,
} from '@aws-sdk/client-ec2'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startWorld, type StartedWorld } from '../../../../infra/rehearsal/start-world.ts'
import { clientsOf, refusal } from '../clients.ts'

const ZONE = 'eu-central-1a'

describe('the rehearsed network', () => {
  let world: StartedWorld
  let clients: ReturnType<typeof clientsOf>
  const send: typeof clients.ec2.send = (...call: [never]) => clients.ec2.send(...call)

  beforeAll(async () => {
    world = await startWorld({ speed: 600 })
    clients = clientsOf(world.url)
  })
  afterAll(() => world.stop())

  it('says who is asking', async () => {
    expect((await clients.sts.send(new GetCallerIdentityCommand({}))).Account).toBe('123456789012')
  })

  it('finds objects by the tags they were made with, and by those given later', async () => {
    const Tags = [{ Key: 'owner', Value: 'a & <b>' }]
    const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags }]
    const { Vpc } = await send(new CreateVpcCommand({ CidrBlock: '10.2.0.0/16', TagSpecifications }))
    const VpcId = Vpc?.VpcId ?? ''
    await send(new CreateTagsCommand({ Resources: [VpcId], Tags: [{ Key: 'stage', Value: 'dev' }] }))
    const Filters = [{ Name: 'tag:owner', Values: ['a & <b>'] }, { Name: 'tag:stage', Values: ['d*'] }]
    const { Vpcs } = await send(new DescribeVpcsCommand({ Filters }))
    expect(Vpcs?.map((vpc) => vpc.VpcId)).toEqual([VpcId])
    await send(new DeleteTagsCommand({ Resources: [VpcId], Tags: [{ Key: 'stage' }] }))
    expect((await send(new DescribeVpcsCommand({ Filters }))).Vpcs).toEqual([])
    await send(new DeleteVpcCommand({ VpcId }))
  })

  it('lists in pages, each object once', async () => {
    const made = []
    for (const n of [1, 2, 3]) made.push((await send(new CreateVpcCommand({ CidrBlock: `10.${n}.0.0/16` }))).Vpc?.VpcId)
    const seen = []
    for await (const page of paginateDescribeVpcs({ client: clients.ec2, pageSize: 2 }, {})) seen.push(page.Vpcs ?? [])
    expect(seen.map((vpcs) => vpcs.length)).toEqual([2, 1])
    expect(seen.flat().map((vpc) => vpc.VpcId)).toEqual(made)
    for (const VpcId of made) await send(new DeleteVpcCommand({ VpcId }))
  })

  it('keeps the objects of two regions apart', async () => {
    const elsewhere = clientsOf(world.url, 'eu-west-1').ec2
    const { Vpc } = await elsewhere.send(new CreateVpcCommand({ CidrBlock: '10.4.0.0/16' }))
    const asked = new DescribeVpcsCommand({ VpcIds: [Vpc?.VpcId ?? ''] })
    expect(await refusal(send(asked))).toBe('InvalidVpcID.NotFound')
    expect((await elsewhere.send(asked)).Vpcs).toHaveLength(1)
  })

  it('refuses what AWS refuses, by the same names', async () => {
    const VpcId = (await send(new CreateVpcCommand({ CidrBlock: '10.5.0.0/16' }))).Vpc?.VpcId
    const subnet = (CidrBlock: string) => send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone: ZONE }))
    const SubnetId = (await subnet('10.5.1.0/24')).Subnet?.SubnetId
    expect(await refusal(send(new CreateVpcCommand({ CidrBlock: '10.5.0.0' })))).toBe('InvalidParameterValue')
    expect(await refusal(subnet('10.5.1.128/25'))).toBe('InvalidSubnet.Conflict')
    expect(await refusal(subnet('10.6.1.0/24'))).toBe('InvalidSubnet.Range')
    expect(await refusal(send(new DeleteVpcCommand({ VpcId })))).toBe('DependencyViolation')
    const key = new ImportKeyPairCommand({ KeyName: 'bad', PublicKeyMaterial: Buffer.from('no key') })
    expect(await refusal(send(key))).toBe('InvalidKey.Format')
    await send(new DeleteSubnetCommand({ SubnetId }))
    expect(await refusal(send(new DeleteSubnetCommand({ SubnetId })))).toBe('InvalidSubnetID.NotFound')
    await send(new DeleteVpcCommand({ VpcId }))
  })

  it('takes a gateway, its routes and its groups down only in an order AWS allows', async () => {
    const VpcId = (await send(new CreateVpcCommand({ CidrBlock: '10.7.0.0/16' }))).Vpc?.VpcId
    const where = { VpcId, CidrBlock: '10.7.1.0/24', AvailabilityZone: ZONE }
    const SubnetId = (await send(new CreateSubnetCommand(where))).Subnet?.SubnetId
    const made = await send(new CreateInternetGatewayCommand({}))
    const InternetGatewayId = made.InternetGateway?.InternetGatewayId
    await send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }))
    const { AllocationId } = await send(new AllocateAddressCommand({ Domain: 'vpc' }))
    await send(new CreateNatGatewayCommand({ SubnetId, AllocationId, ClientToken: 'once' }))
    await send(new CreateNatGatewayCommand({ SubnetId, AllocationId, ClientToken: 'once' }))
    expect(await refusal(send(new ReleaseAddressCommand({ AllocationId })))).toBe('InvalidIPAddress.InUse')
    const detach = new DetachInternetGatewayCommand({ InternetGatewayId, VpcId })
    expect(await refusal(send(detach))).toBe('DependencyViolation')

    const RouteTableId = (await send(new CreateRouteTableCommand({ VpcId }))).RouteTable?.RouteTableId
    const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId }
    await send(new CreateRouteCommand(route))
    expect(await refusal(send(new CreateRouteCommand(route)))).toBe('RouteAlreadyExists')
    await send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }))
    expect(await refusal(send(new DeleteRouteTableCommand({ RouteTableId })))).toBe('DependencyViolation')
  })

  it('lets no rule in twice, and no group go that another one names', async () => {
    const VpcId = (await send(new CreateVpcCommand({ CidrBlock: '10.8.0.0/16' }))).Vpc?.VpcId
    const group = (GroupName: string) => send(new CreateSecurityGroupCommand({ VpcId, GroupName, Description: 'd' }))
    const GroupId = (await group('one')).GroupId
    const other = (await group('other')).GroupId
    expect(await refusal(group('one'))).toBe('InvalidGroup.Duplicate')
    const ports = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, UserIdGroupPairs: [{ GroupId }] }
    const rule = new AuthorizeSecurityGroupIngressCommand({ GroupId: other, IpPermissions: [ports] })
    await send(rule)
    expect(await refusal(send(rule))).toBe('InvalidPermission.Duplicate')
    expect(await refusal(send(new DeleteSecurityGroupCommand({ GroupId })))).toBe('DependencyViolation')
    await send(new DeleteSecurityGroupCommand({ GroupId: other }))
    await send(new DeleteSecurityGroupCommand({ GroupId }))
  })
})
