import {
  paginateDescribeInstances, paginateDescribeSecurityGroups, paginateDescribeSubnets,
} from '@aws-sdk/client-ec2'
import type { Scope } from '../../workflows/contract/resource.ts'
import { itemsOf } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { toFailure } from './aws-failure.ts'
import { actionOf } from './call-action.ts'
import { isOwned, tagValue, type AwsTag } from './tags.ts'

/**
 * What lies in a network of ours without our tags: machines, subnets and security groups, each as one line for
 * people. Never touched; shown so that nobody wonders why a network cannot be removed. Three calls.
 */
export const unownedIn =
  ({ clients }: Pick<AwsDeps, 'clients'>) =>
  async (scope: Scope, vpc: string): Promise<string[]> => {
    const how = { client: clients(scope.cloud.region).ec2, pageSize: 1000 }
    const Filters = [{ Name: 'vpc-id', Values: [vpc] }]
    try {
      const [reservations, subnets, groups] = await Promise.all([
        itemsOf(paginateDescribeInstances(how, { Filters }), (page) => page.Reservations),
        itemsOf(paginateDescribeSubnets(how, { Filters }), (page) => page.Subnets),
        itemsOf(paginateDescribeSecurityGroups(how, { Filters }), (page) => page.SecurityGroups),
      ])
      const living = reservations
        .flatMap(({ Instances }) => Instances ?? [])
        .filter(({ State }) => State?.Name !== 'terminated')
      return [
        ...living.map(({ InstanceId, Tags }) => ({ what: 'instance', id: InstanceId, tags: Tags })),
        ...subnets.map(({ SubnetId, Tags }) => ({ what: 'subnet', id: SubnetId, tags: Tags })),
        // Every network has this one from AWS; it cannot be removed and goes with the network.
        ...groups
          .filter(({ GroupName }) => GroupName !== 'default')
          .map(({ GroupId, Tags }) => ({ what: 'security group', id: GroupId, tags: Tags })),
      ]
        .filter(({ tags }) => !isOwned(scope, tags))
        .map(inWords)
    } catch (error) {
      throw toFailure(error, { action: actionOf(error), key: `what is in ${vpc}` })
    }
  }

interface Unowned {
  what: string
  id: string | undefined
  tags: AwsTag[] | undefined
}

function inWords({ what, id, tags }: Unowned): string {
  const name = tagValue(tags, 'Name')
  return `${what} ${id}${name ? ` (${name})` : ''}`
}
