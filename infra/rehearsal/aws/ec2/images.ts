import type { Actions } from '../action.ts'
import { AwsError } from '../aws-error.ts'
import { describe } from '../describe.ts'
import { texts } from '../query.ts'
import type { Place, Thing } from '../things.ts'

interface Image {
  name: string
  owner: string
}

const CANONICAL = '099720109477'
const DEBIAN = '136693071363'

/** The same in every region of this world, unlike the real ids. */
const IMAGES: readonly Thing<Image>[] = [
  image('ami-0a10000000000ub24', 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20260901', CANONICAL, '2026-09-01'),
  image('ami-0a00000000000ub24', 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20260301', CANONICAL, '2026-03-01'),
  image('ami-0a00000000000ub22', 'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260815', CANONICAL, '2026-08-15'),
  image('ami-0a00000000000de12', 'debian-12-amd64-20260803-2190', DEBIAN, '2026-08-03'),
]

export const imageActions: Actions = {
  DescribeImages: ({ params }) => {
    const owners = texts(params, 'Owner')
    const { items, nextToken } = describe({
      things: IMAGES.filter(({ fields }) => owners.length === 0 || owners.includes(fields.owner)),
      params,
      ids: { field: 'ImageId', notFound: 'InvalidAMIID.NotFound' },
      values: ({ fields }) => ({ name: fields.name, state: 'available', architecture: 'x86_64' }),
    })
    return { imagesSet: items.map(shown), nextToken }
  },
}

export function refuseUnknownImage(_place: Place, id: string): void {
  if (!/^ami-[0-9a-z]+$/.test(id)) throw new AwsError('InvalidAMIID.Malformed', `Invalid id: "${id}"`)
  if (!IMAGES.some((known) => known.id === id)) {
    throw new AwsError('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`)
  }
}

function image(id: string, name: string, owner: string, made: string): Thing<Image> {
  return { kind: 'image', id, region: '', madeAt: Date.parse(made), tags: {}, fields: { name, owner } }
}

const shown = ({ id, madeAt, fields }: Thing<Image>) => ({
  imageId: id,
  name: fields.name,
  imageOwnerId: fields.owner,
  imageState: 'available',
  architecture: 'x86_64',
  rootDeviceName: '/dev/sda1',
  creationDate: new Date(madeAt).toISOString(),
})
