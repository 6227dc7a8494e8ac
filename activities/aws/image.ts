import { paginateDescribeImages, type Image } from '@aws-sdk/client-ec2'
import type { Scope } from '../../workflows/contract/resource.ts'
import { refuse } from '../failures.ts'
import type { Kind, Seen, Wanted } from '../resources/kind.ts'
import { given, itemsOf, millisecondsOf } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'

type WantedImage = Wanted<'aws.image'>

/** The newest image of an owner whose name matches. It is looked up, never made, and never removed. */
export function imageKind({ clients }: AwsDeps): Kind<'aws.image', null> {
  return {
    name: 'aws.image',
    lookedUp: true,
    foundByName: true,
    async observe(scope, wanted) {
      if (wanted.length === 0) return []
      const images = await imagesOf(scope, wanted)
      return wanted.flatMap((one) => newestFor(one, images) ?? [])
    },
    diff: () => [],
    async create(_scope, { key, spec }) {
      throw refuse(
        'UnknownReference',
        `${key}: owner ${spec.owner} has no available image named like "${spec.namePattern}" in this region`,
        'correct owner or namePattern in the fleet file, or name an image id',
      )
    },
    update: async (_scope, _wanted, seen) => seen,
    remove: async () => {},
    waitsFor: () => undefined,
  }

  /** One listing for all of them; which image is whose is told by `newestFor`. */
  async function imagesOf(scope: Scope, wanted: readonly WantedImage[]): Promise<Image[]> {
    const input = {
      Owners: [...new Set(wanted.map(({ spec }) => spec.owner))],
      Filters: [
        { Name: 'name', Values: [...new Set(wanted.map(({ spec }) => spec.namePattern))] },
        { Name: 'state', Values: ['available'] },
      ],
    }
    const pages = paginateDescribeImages({ client: clients(scope.cloud.region).ec2 }, input)
    return itemsOf(pages, (page) => page.Images)
  }
}

function newestFor({ key, spec }: WantedImage, images: readonly Image[]): Seen<null> | undefined {
  const [newest] = images
    .filter((image) => isOwnedBy(spec.owner, image) && nameMatches(spec.namePattern, image.Name ?? ''))
    .sort((one, other) => (other.CreationDate ?? '').localeCompare(one.CreationDate ?? ''))
  if (!newest) return undefined
  const id = given(newest.ImageId, 'ImageId')
  const createdAt = millisecondsOf(newest.CreationDate)
  return { key, id, outputs: { id }, state: 'present', createdAt, facts: null }
}

/** An owner is an account number or an alias such as `amazon`; `self` is settled by the listing itself. */
const isOwnedBy = (owner: string, image: Image): boolean =>
  owner === 'self' || image.OwnerId === owner || image.ImageOwnerAlias === owner

const nameMatches = (pattern: string, name: string): boolean => {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(name)
}
