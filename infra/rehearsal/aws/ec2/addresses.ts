import type { Actions } from '../action.ts'
import { AwsError } from '../aws-error.ts'
import { addressAt } from '../cidr.ts'
import { describe } from '../describe.ts'
import { need } from '../query.ts'
import { tagsInRequest, tagSet } from '../tags.ts'
import { addThing, dropThing, thingNamed, thingsOf, type Place, type Thing } from '../things.ts'

interface Address {
  address: string
  /** The gateway that has it. */
  usedBy?: string
}

/** What a new account may have in each region. */
const ADDRESS_LIMIT = 5

/** 198.51.100.0/24, which RFC 5737 keeps for examples: no machine of anybody's answers there. */
const FIRST_PUBLIC = 198 * 2 ** 24 + 51 * 2 ** 16 + 100 * 2 ** 8

export const addressActions: Actions = {
  AllocateAddress: (call) => {
    const taken = thingsOf<Address>(call, 'address')
    if (taken.length >= ADDRESS_LIMIT) {
      throw new AwsError('AddressLimitExceeded', 'The maximum number of addresses has been reached.')
    }
    const tags = tagsInRequest(call.params, 'elastic-ip')
    const id = call.world.id('eipalloc-', 17)
    const address = addThing<Address>(call, { kind: 'address', id, tags, fields: { address: freeAddress(taken) } })
    return { allocationId: id, publicIp: address.fields.address, domain: 'vpc' }
  },
  DescribeAddresses: (call) => {
    const ids = { field: 'AllocationId', notFound: 'InvalidAllocationID.NotFound' }
    const { items } = describe({ things: thingsOf<Address>(call, 'address'), params: call.params, ids })
    return { addressesSet: items.map(shown) }
  },
  ReleaseAddress: (call) => {
    const address = addressNamed(call, need(call.params, 'AllocationId'))
    if (address.fields.usedBy) throw new AwsError('InvalidIPAddress.InUse', `Address ${address.id} is in use.`)
    dropThing(call.world, address.id)
    return { return: true }
  },
}

export const addressNamed = (place: Place, id: string): Thing<Address> =>
  thingNamed<Address>(place, 'address', id, 'InvalidAllocationID.NotFound')

function freeAddress(taken: readonly Thing<Address>[]): string {
  const used = new Set(taken.map(({ fields }) => fields.address))
  let number = FIRST_PUBLIC + 1
  while (used.has(addressAt(number))) number += 1
  return addressAt(number)
}

const shown = ({ id, tags, fields }: Thing<Address>) => ({
  allocationId: id,
  publicIp: fields.address,
  domain: 'vpc',
  ...(fields.usedBy ? { associationId: `eipassoc-${fields.usedBy.slice('nat-'.length)}` } : {}),
  tagSet: tagSet(tags),
})
