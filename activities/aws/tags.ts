import { createHash } from 'node:crypto'
import type { Filter, ResourceType, TagSpecification } from '@aws-sdk/client-ec2'
import {
  TAG_ENVIRONMENT, TAG_FLEET, TAG_RESOURCE, type Key, type Scope,
} from '../../workflows/contract/resource.ts'
import type { KindName } from '../../workflows/contract/specs.ts'

/** A hash of what a launch template was made from, because reading it back would cost a call per template. */
export const TAG_SPEC = 'trailboss:spec'

export interface AwsTag {
  Key?: string | undefined
  Value?: string | undefined
}

interface Named {
  readonly key: Key
  readonly name: string
}

/** The tags that make an object ours, and the name that people see in the console. */
export function tagsFor(scope: Scope, { key, name }: Named, more: Record<string, string> = {}) {
  const tags = {
    [TAG_FLEET]: scope.fleet,
    [TAG_ENVIRONMENT]: scope.environment,
    [TAG_RESOURCE]: key,
    Name: `${scope.environment}-${name}`,
    ...more,
  }
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}

/** `tagsFor` in the form that EC2 takes in the creating call itself. */
export const tagged = (
  type: ResourceType,
  tags: ReturnType<typeof tagsFor>,
): TagSpecification[] => [{ ResourceType: type, Tags: tags }]

export const ownedBy = (scope: Scope): Filter[] => [
  { Name: `tag:${TAG_FLEET}`, Values: [scope.fleet] },
  { Name: `tag:${TAG_ENVIRONMENT}`, Values: [scope.environment] },
]

export const tagValue = (tags: readonly AwsTag[] | undefined, name: string): string | undefined =>
  tags?.find((tag) => tag.Key === name)?.Value

/**
 * The key on an object of this kind. Undefined for one that carries another kind's key: an instance of an Auto
 * Scaling group has the group's.
 */
export function keyOn(kind: KindName, tags: readonly AwsTag[] | undefined): Key | undefined {
  const value = tagValue(tags, TAG_RESOURCE)
  // The prefix was compared, so the rest is the resource's name: that is what a Key is.
  return value?.startsWith(`${kind}/`) ? (value as Key) : undefined
}

export const isOwned = (scope: Scope, tags: readonly AwsTag[] | undefined): boolean =>
  tagValue(tags, TAG_FLEET) === scope.fleet && tagValue(tags, TAG_ENVIRONMENT) === scope.environment

/** Each name of ours begins so, which spares asking for the tags of load balancers that cannot be ours. */
export const namePrefix = (scope: Scope): string => `tb-${shortHash(`${scope.fleet}\n${scope.environment}`)}-`

/** The same for the same scope and key, never that of another; 32 characters is what load balancers take. */
export function awsName(scope: Scope, { key, name }: Named, maxLength = 32): string {
  const prefix = namePrefix(scope)
  const hash = shortHash(key)
  const readable = `${scope.environment}-${name}`.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return `${prefix}${readable.slice(0, maxLength - prefix.length - hash.length - 1)}-${hash}`
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 6)
