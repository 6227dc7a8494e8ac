import {
  CreateSubnetCommand, CreateVpcCommand, DescribeInstancesCommand, ImportKeyPairCommand, RunInstancesCommand,
  type EC2Client, type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2'
import { setTimeout as wait } from 'node:timers/promises'

export const IMAGE = 'ami-0a10000000000ub24'

const PUBLIC_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEaRhAGcc766YriuLumfY9kCB4s3umLOo2YUWLbct3ja ops@acme'

/** A network with one subnet and a key: what a machine needs. */
export async function openNetwork(ec2: EC2Client): Promise<{ vpc: string; subnet: string }> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16' }))
  const vpc = Vpc?.VpcId ?? ''
  const where = { VpcId: vpc, CidrBlock: '10.1.1.0/24', AvailabilityZone: 'eu-central-1a' }
  const { Subnet } = await ec2.send(new CreateSubnetCommand(where))
  await ec2.send(new ImportKeyPairCommand({ KeyName: 'main', PublicKeyMaterial: Buffer.from(PUBLIC_KEY) }))
  return { vpc, subnet: Subnet?.SubnetId ?? '' }
}

export async function runMachine(ec2: EC2Client, more: Partial<RunInstancesCommandInput>): Promise<string> {
  const machine = { ImageId: IMAGE, InstanceType: 't3.micro', KeyName: 'main', MinCount: 1, MaxCount: 1 } as const
  const { Instances } = await ec2.send(new RunInstancesCommand({ ...machine, ...more }))
  return Instances?.[0]?.InstanceId ?? ''
}

export async function stateOf(ec2: EC2Client, id: string): Promise<string> {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))
  return Reservations?.[0]?.Instances?.[0]?.State?.Name ?? 'unknown'
}

/** Asks until the answer is `wanted`, for at most ten seconds. */
export async function until<T>(wanted: T, ask: () => Promise<T> | T): Promise<T> {
  const deadline = Date.now() + 10_000
  let seen = await ask()
  for (; seen !== wanted && Date.now() < deadline; seen = await ask()) await wait(20)
  return seen
}
