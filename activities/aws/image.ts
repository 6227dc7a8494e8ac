import { paginateDescribeImages, type Image } from '@aws-sdk/client-ec2'
import type { Scope } from '../../workflows/contract/resource.ts'
import { refuse } from '../failures.ts'
import type { Kind, Seen, Wanted } from '../resources/kind.ts'
import { given, itemsOf, millisecondsOf } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'

/** The newest image of an owner whose name matches. Looked up, never made, so nothing of it is ours. */
export function imageKind({ clients }: AwsDeps): Kind<'aws.image', null> {
  const newest = async (scope: Scope, wanted: Wanted<'aws.image'>): Promise<Seen<null>[]> => {
    const { owner, namePattern } = wanted.spec
    const filters = [{ Name: 'name', Values: [namePattern] }, { Name: 'state', Values: ['available'] }]
    const client = clients(scope.cloud.region).ec2
    // A page size cannot be asked for together with owners alone on some regions; 1000 is the largest allowed.
    const pages = paginateDescribeImages({ client, pageSize: 1000 }, { Owners: [owner], Filters: filters })
    const images = await itemsOf(pages, (page) => page.Images)
    const [latest] = images.sort((one, other) => createdAt(other) - createdAt(one))
    return latest ? [read(wanted, latest)] : []
  }
  return {
    name: 'aws.image',
    lookedUp: true,
    observe: async (scope, wanted) => (await Promise.all(wanted.map((one) => newest(scope, one)))).flat(),
    diff: () => [],
    async create(scope, { key, spec }) {
      const what = `${key}: no image of owner ${spec.owner} in ${scope.cloud.region} is called "${spec.namePattern}"`
      throw refuse('UnknownReference', what, 'name an image that the region has ("image:" in the fleet file), then amend')
    },
    update: async (_scope, _wanted, seen) => seen,
    remove: async () => {},
    waitsFor: () => undefined,
  }
}

const createdAt = (image: Image): number => millisecondsOf(image.CreationDate)

function read({ key }: Wanted<'aws.image'>, image: Image): Seen<null> {
  const id = given(image.ImageId, 'ImageId')
  return { key, id, outputs: { id }, state: 'present', createdAt: createdAt(image), facts: null }
}
