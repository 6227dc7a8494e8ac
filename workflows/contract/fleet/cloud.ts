import { z } from 'zod'
import { machineName } from './names.ts'
import { address } from './network.ts'
import { secret } from './references.ts'
import { strict, text } from './strict.ts'

const zone = z.string('must be a text; put a number in quotes, as in "1"')
  .regex(/^[a-z0-9-]{1,32}$/, 'must be a zone, as in eu-central-1a or "1"')
const zones = z.array(zone).min(1, 'must name at least one zone').max(8, 'must not name more than 8 zones')

const aws = strict({
  provider: z.literal('aws'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region, as in eu-central-1'),
  zones,
  /** A name of the user's choice that keeps the rate limits of two accounts apart. */
  account: z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be a short name of lower-case letters, digits and hyphens')
    .default('default'),
})

const azure = strict({
  provider: z.literal('azure'),
  location: z.string().regex(/^[a-z0-9]{2,32}$/, 'must be an Azure location, as in westeurope'),
  zones,
  subscription: secret,
})

const metal = strict({
  provider: z.literal('metal'),
  inventory: strict({
    hosts: z.array(strict({ name: machineName, address })).min(1, 'must name at least one host').max(5000),
  }),
})

export const cloud = z.discriminatedUnion('provider', [aws, azure, metal])

const IMAGE_ID = 'must be an image id, as in ami-0123456789abcdef0, or { owner, name }'

/** Canonical's Ubuntu 24.04: the image that every start-up script is tested on. */
const UBUNTU = {
  owner: '099720109477',
  name: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*',
}

export const image = z.union([
  z.string(IMAGE_ID).regex(/^ami-[0-9a-f]{8,17}$/, IMAGE_ID),
  strict({ owner: z.string()
    .regex(/^(\d{12}|self|amazon)$/, 'must be an account number of 12 digits, in quotes'), name: text }),
], IMAGE_ID).default(UBUNTU)

