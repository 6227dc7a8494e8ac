import type { Instance } from '@aws-sdk/client-ec2'
import type { Difference } from '../../workflows/contract/operations.ts'
import type { Key } from '../../workflows/contract/resource.ts'
import type { Seen, Wanted } from '../resources/kind.ts'
import { given, millisecondsOf } from './answers.ts'
import { compare, unordered } from './differences.ts'
import { startHash } from './machine.ts'
import { tagValue, TAG_SPEC } from './tags.ts'

export interface InstanceFacts {
  state: string
  size: string | undefined
  subnet: string | undefined
  privateAddress: string | undefined
  keyPair: string | undefined
  securityGroups: string[]
  startHash: string | undefined
}

export function readInstance(key: Key, instance: Instance): Seen<InstanceFacts> {
  const id = given(instance.InstanceId, 'InstanceId')
  const facts = {
    state: given(instance.State?.Name, 'State'),
    size: instance.InstanceType,
    subnet: instance.SubnetId,
    privateAddress: instance.PrivateIpAddress,
    keyPair: instance.KeyName,
    securityGroups: (instance.SecurityGroups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
    startHash: tagValue(instance.Tags, TAG_SPEC),
  }
  const outputs = {
    id,
    ...(instance.PrivateIpAddress ? { privateAddress: instance.PrivateIpAddress } : {}),
    ...(instance.PublicIpAddress ? { publicAddress: instance.PublicIpAddress } : {}),
  }
  const state = isOver(instance) ? 'removing' : 'present'
  return { key, id, outputs, state, createdAt: millisecondsOf(instance.LaunchTime), facts }
}

export const isOver = ({ State }: Instance): boolean =>
  State?.Name === 'shutting-down' || State?.Name === 'terminated'

export function diffInstance({ spec }: Wanted<'aws.instance'>, { facts }: Seen<InstanceFacts>): Difference[] {
  const address = spec.privateAddress ?? facts.privateAddress
  return [
    ...compare('replace', {
      size: [spec.size, facts.size],
      subnet: [spec.subnet, facts.subnet],
      privateAddress: [address, facts.privateAddress],
      keyPair: [spec.keyPair, facts.keyPair],
      'start-up script or disks': [startHash(spec), facts.startHash],
    }),
    ...compare('update', {
      securityGroups: [unordered(spec.securityGroups), unordered(facts.securityGroups)],
      power: ['on', facts.state === 'stopped' ? 'off' : 'on'],
    }),
  ]
}
