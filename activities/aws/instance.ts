import {
  ModifyInstanceAttributeCommand, paginateDescribeInstances, RunInstancesCommand, StartInstancesCommand,
  TerminateInstancesCommand, type Instance,
} from '@aws-sdk/client-ec2'
import { TAG_RESOURCE, TAG_USER_DATA, type Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Wanted } from '../resources/kind.ts'
import { given, itemsOf, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { clientToken } from './client-token.ts'
import { diffInstance, isOver, readInstance, type InstanceFacts } from './instance-facts.ts'
import { machineInput, startHash } from './machine.ts'
import { rootDevices } from './root-devices.ts'
import { ownedBy, tagged, tagsFor, TAG_SPEC } from './tags.ts'

type WantedInstance = Wanted<'aws.instance'>

/** One machine. What it was started from cannot be changed on it, only by a new one. */
export function instanceKind(deps: AwsDeps): Kind<'aws.instance', InstanceFacts> {
  const ec2 = (scope: Scope) => deps.clients(scope.cloud.region).ec2
  const machine = machineInput({ userData: deps.userData, rootDevices: rootDevices(deps) })
  return {
    name: 'aws.instance',
    async observe(scope) {
      const Filters = [...ownedBy(scope), OWN_KEY, { Name: 'instance-state-name', Values: NOT_TERMINATED }]
      const pages = paginateDescribeInstances({ client: ec2(scope), pageSize: 1000 }, { Filters })
      const reservations = await itemsOf(pages, (page) => page.Reservations)
      return readOurs(scope, 'aws.instance', reservations.flatMap(({ Instances }) => Instances ?? []), readInstance)
    },
    diff: diffInstance,
    async create(scope, wanted) {
      const { input, fingerprint } = await machine(scope, wanted.spec)
      const tags = tagsFor(scope, wanted, { [TAG_USER_DATA]: fingerprint, [TAG_SPEC]: startHash(wanted.spec) })
      const run = async (...salt: string[]): Promise<Instance> => {
        const ClientToken = clientToken(scope, wanted, fingerprint, ...salt)
        const TagSpecifications = [...tagged('instance', tags), ...tagged('volume', tags)]
        const asked = { ...input, ...networkInput(wanted), ...ONE, ClientToken, TagSpecifications }
        const instance = given((await ec2(scope).send(new RunInstancesCommand(asked))).Instances?.[0], 'Instances')
        // A token brings back what it made before, even terminated: the next one is made under a token of its own.
        return isOver(instance) ? run(...salt, given(instance.InstanceId, 'InstanceId')) : instance
      }
      // The answer does not always repeat the tags, and the comparison that follows reads them.
      return readInstance(wanted.key, { ...(await run()), Tags: tags })
    },
    async update(scope, { spec }, seen, differences) {
      const InstanceId = seen.id
      const fields = differences.map(({ field }) => field)
      const groups = { InstanceId, Groups: [...spec.securityGroups] }
      if (fields.includes('securityGroups')) await ec2(scope).send(new ModifyInstanceAttributeCommand(groups))
      const stopped = fields.includes('power')
      if (stopped) await ec2(scope).send(new StartInstancesCommand({ InstanceIds: [InstanceId] }))
      const state = stopped ? 'pending' : seen.facts.state
      return { ...seen, facts: { ...seen.facts, securityGroups: [...spec.securityGroups], state } }
    },
    async remove(scope, { id }) {
      await ec2(scope).send(new TerminateInstancesCommand({ InstanceIds: [id] }))
    },
    waitsFor: (_wanted, { id, facts }) =>
      facts.state === 'running' ? undefined : `instance ${id} is ${facts.state}`,
  }
}

/** A pool's machines carry their group's key: a thousand of them would travel for nothing. */
const OWN_KEY = { Name: `tag:${TAG_RESOURCE}`, Values: ['aws.instance/*'] }
const NOT_TERMINATED = ['pending', 'running', 'stopping', 'stopped', 'shutting-down']
const ONE = { MinCount: 1, MaxCount: 1 }

const networkInput = ({ spec }: WantedInstance) => ({
  NetworkInterfaces: [
    {
      DeviceIndex: 0,
      SubnetId: spec.subnet,
      Groups: [...spec.securityGroups],
      AssociatePublicIpAddress: spec.publicAddress,
      ...(spec.privateAddress === undefined ? {} : { PrivateIpAddress: spec.privateAddress }),
    },
  ],
})
