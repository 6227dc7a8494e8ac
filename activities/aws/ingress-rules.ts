import type { IpPermission } from '@aws-sdk/client-ec2'
import type { Resolved } from '../../workflows/contract/resource.ts'
import type { IngressRule } from '../../workflows/contract/specs.ts'
import { given } from './answers.ts'

/**
 * One rule as one line, `tcp 6443-6443 from 10.0.0.0/16`: AWS groups the same rules in many ways, and a line compares
 * in one. `self` becomes the group's own id.
 */
export function ruleOf(rule: Resolved<IngressRule>, ownId: string): string {
  const { protocol, fromPort, toPort, cidr, group, self } = rule
  const source = given(cidr ?? group ?? (self ? ownId : undefined), 'the source of an ingress rule')
  return `${protocol} ${protocol === 'all' ? 'all' : `${fromPort}-${toPort}`} from ${source}`
}

/** Every rule in the form of `ruleOf`; one with a source that is never asked for stands for itself. */
export function rulesIn(permissions: readonly IpPermission[]): string[] {
  return permissions.flatMap((permission) => {
    const protocol = permission.IpProtocol === '-1' ? 'all' : permission.IpProtocol
    const ports = protocol === 'all' ? 'all' : `${permission.FromPort ?? -1}-${permission.ToPort ?? -1}`
    return sourcesOf(permission).map((source) => `${protocol} ${ports} from ${source}`)
  })
}

/** A line of `ruleOf` or `rulesIn` as AWS takes it. */
export function permissionOf(rule: string): IpPermission {
  const [protocol, ports, , source = ''] = rule.split(' ')
  const [, from, to] = /^(-?\d+)-(-?\d+)$/.exec(ports ?? '') ?? []
  const range = from === undefined ? {} : { FromPort: Number(from), ToPort: Number(to) }
  return { IpProtocol: protocol === 'all' ? '-1' : protocol, ...range, ...sourceInput(source) }
}

const sourcesOf = (permission: IpPermission): string[] => [
  ...(permission.IpRanges ?? []).map((range) => range.CidrIp ?? ''),
  ...(permission.Ipv6Ranges ?? []).map((range) => range.CidrIpv6 ?? ''),
  ...(permission.UserIdGroupPairs ?? []).map((pair) => pair.GroupId ?? ''),
  ...(permission.PrefixListIds ?? []).map((list) => list.PrefixListId ?? ''),
].filter((source) => source !== '')

function sourceInput(source: string): IpPermission {
  if (source.startsWith('sg-')) return { UserIdGroupPairs: [{ GroupId: source }] }
  if (source.startsWith('pl-')) return { PrefixListIds: [{ PrefixListId: source }] }
  return source.includes(':') ? { Ipv6Ranges: [{ CidrIpv6: source }] } : { IpRanges: [{ CidrIp: source }] }
}
