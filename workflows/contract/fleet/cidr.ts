/** A block of IPv4 addresses. `first` is the address as a number, so that blocks compare and carve by arithmetic. */
export interface Cidr {
  readonly first: number
  readonly prefix: number
}

/** Undefined when it is not one. Bits behind the prefix are cleared: `10.1.2.3/16` is `10.1.0.0/16`. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text)
  const [, ...numbers] = (match ?? []).map(Number)
  const prefix = numbers.pop()
  if (prefix === undefined || prefix > 32 || numbers.some((part) => part > 255)) return undefined
  const address = numbers.reduce((sum, part) => sum * 256 + part, 0)
  return { first: address - (address % sizeOf(prefix)), prefix }
}

export const formatCidr = ({ first, prefix }: Cidr): string => `${formatAddress(first)}/${prefix}`

export const formatAddress = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')

/** The `index`th of the equal parts into which `newBits` more bits of prefix divide `whole`. */
export const carve = (whole: Cidr, newBits: number, index: number): Cidr => {
  const prefix = whole.prefix + newBits
  return { first: whole.first + index * sizeOf(prefix), prefix }
}

export const overlaps = (one: Cidr, other: Cidr): boolean =>
  one.first < other.first + sizeOf(other.prefix) && other.first < one.first + sizeOf(one.prefix)

const sizeOf = (prefix: number): number => 2 ** (32 - prefix)
