import { AutoScalingClient, type AutoScalingClientConfig } from '@aws-sdk/client-auto-scaling'
import { EC2Client } from '@aws-sdk/client-ec2'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { markAction } from './call-action.ts'

export interface AwsClients {
  readonly ec2: EC2Client
  readonly elb: ElasticLoadBalancingV2Client
  readonly autoScaling: AutoScalingClient
}

/** Both are left out against the real cloud: the SDK then finds endpoints and credentials by its own rules. */
export interface AwsConnection {
  readonly endpoint?: string
  readonly credentials?: NonNullable<AutoScalingClientConfig['credentials']>
}

/** One set of clients per region, made at the first call and kept, so that connections are used again. */
export function awsClients(connection: AwsConnection = {}): (region: string) => AwsClients {
  const made = new Map<string, AwsClients>()
  return (region) => {
    const clients = made.get(region) ?? makeClients({ ...connection, ...HOW, region })
    made.set(region, clients)
    return clients
  }
}

/**
 * The SDK's own retries are off. It would repeat a creation whose answer was lost without looking first, and most
 * creations (CreateVpc, CreateSubnet, AllocateAddress, …) have no token that makes the second call harmless. Temporal
 * retries the whole act instead, and that begins with a look.
 */
const HOW = {
  maxAttempts: 1,
  // A request that hangs must become an error: no answer in 30 s counts as a lost one.
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
}

function makeClients(config: AwsConnection & typeof HOW & { region: string }): AwsClients {
  const clients = {
    ec2: new EC2Client(config),
    elb: new ElasticLoadBalancingV2Client(config),
    autoScaling: new AutoScalingClient(config),
  }
  clients.ec2.middlewareStack.use(markAction('ec2'))
  clients.elb.middlewareStack.use(markAction('elasticloadbalancing'))
  clients.autoScaling.middlewareStack.use(markAction('autoscaling'))
  return clients
}
