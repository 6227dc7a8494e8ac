import { AutoScalingClient } from '@aws-sdk/client-auto-scaling'
import { EC2Client } from '@aws-sdk/client-ec2'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { STSClient } from '@aws-sdk/client-sts'

/** AWS' own clients with `endpoint` for the cloud. They ask once, so that a test sees each answer. */
export function clientsOf(endpoint: string, region = 'eu-central-1') {
  const credentials = { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' }
  const how = { endpoint, region, credentials, maxAttempts: 1 }
  return {
    ec2: new EC2Client(how),
    autoScaling: new AutoScalingClient(how),
    balancing: new ElasticLoadBalancingV2Client(how),
    sts: new STSClient(how),
  }
}

/** The name of the error that `call` is refused with. */
export const refusal = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no refusal',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  )
