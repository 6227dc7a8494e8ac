import {
  paginateDescribeInstances, RunInstancesCommand, TerminateInstancesCommand, type Instance,
} from '@aws-sdk/client-ec2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen } from '../resources/kind.ts'
import { given, itemsOf, millisecondsOf, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { clientToken } from './client-token.ts'
import { compare, unordered } from './differences.ts'
import { machineRequest } from './machine.ts'
import { ownedBy, tagged, tagsFor } from './tags.ts'

interface InstanceFacts {
  state: string
  size: string | undefined
  subnet: string | undefined
  privateAddress: string | undefined
  securityGroups: string[]
}

/**
 * One machine. Its image and start-up script are what it was born with and are not compared: a newer image must not
 * make a running server look wrong. Rolling either out replaces machines, which is an operation of its own.
 */
export function instanceKind(deps: AwsDeps): Kind<'aws.instance', InstanceFacts> {
  const ec2 = (scope: Scope) => deps.clients(scope.cloud.region).ec2
  return {
    name: 'aws.instance',
    async observe(scope) {
      const pages = paginateDescribeInstances({ client: ec2(scope), pageSize: 1000 }, { Filters: ownedBy(scope) })
      const reservations = await itemsOf(pages, (page) => page.Reservations)
      const instances = reservations.flatMap((reservation) => reservation.Instances ?? [])
      return readOurs('aws.instance', instances.filter((instance) => instance.State?.Name !== 'terminated'), read)
    },
    diff: ({ spec }, { facts }) =>
      compare('replace', {
        size: [spec.size, facts.size],
        subnet: [spec.subnet, facts.subnet],
        privateAddress: [spec.privateAddress ?? facts.privateAddress, facts.privateAddress],
        securityGroups: [unordered(spec.securityGroups), unordered(facts.securityGroups)],
      }),
    async create(scope, wanted) {
      const { spec } = wanted
      const { request, tags } = await machineRequest(deps, scope, spec)
      const all = tagsFor(scope, wanted, tags)
      const answer = await ec2(scope).send(
        new RunInstancesCommand({
          ...request,
          MinCount: 1,
          MaxCount: 1,
          ClientToken: clientToken(scope, wanted),
          NetworkInterfaces: [networkInterface(spec)],
          TagSpecifications: [...tagged('instance', all), ...tagged('volume', tagsFor(scope, wanted))],
        }),
      )
      return read(wanted.key, given(answer.Instances?.[0], 'Instances'))
    },
    update: async (_scope, _wanted, seen) => seen,
    async remove(scope, { id }) {
      await ec2(scope).send(new TerminateInstancesCommand({ InstanceIds: [id] }))
    },
    waitsFor: (_wanted, { id, facts }) => (facts.state === 'running' ? undefined : `instance ${id} is ${facts.state}`),
  }
}

interface Placed {
  readonly subnet: string
  readonly securityGroups: readonly string[]
  readonly privateAddress?: string
  readonly publicAddress: boolean
}

const networkInterface = ({ subnet, securityGroups, privateAddress, publicAddress }: Placed) => ({
  DeviceIndex: 0,
  SubnetId: subnet,
  Groups: [...securityGroups],
  AssociatePublicIpAddress: publicAddress,
  ...(privateAddress === undefined ? {} : { PrivateIpAddress: privateAddress }),
})

function read(key: Key, instance: Instance): Seen<InstanceFacts> {
  const id = given(instance.InstanceId, 'InstanceId')
  const state = given(instance.State?.Name, 'State')
  const { PrivateIpAddress: privateAddress, PublicIpAddress: publicAddress } = instance
  const outputs = { id, ...(privateAddress ? { privateAddress } : {}), ...(publicAddress ? { publicAddress } : {}) }
  const facts = {
    state,
    size: instance.InstanceType,
    subnet: instance.SubnetId,
    privateAddress,
    securityGroups: (instance.SecurityGroups ?? []).map((group) => given(group.GroupId, 'GroupId')),
  }
  const present = state !== 'shutting-down' && state !== 'terminated'
  return { key, id, outputs, state: present ? 'present' : 'removing', createdAt: millisecondsOf(instance.LaunchTime), facts }
}
