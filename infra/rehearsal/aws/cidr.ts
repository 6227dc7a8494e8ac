import { AwsError } from './aws-error.ts'

export interface Block {
  readonly first: number
  readonly last: number
}

export function parseBlock(cidr: string): Block {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr)
  const [a, b, c, d, bits] = (match?.slice(1) ?? []).map(Number)
  if (a === undefined || b === undefined || c === undefined || d === undefined || bits === undefined || bits > 32) {
    throw new AwsError('InvalidParameterValue', `Value (${cidr}) for parameter cidrBlock is invalid.`)
  }
  const size = 2 ** (32 - bits)
  const first = ((a * 256 + b) * 256 + c) * 256 + d
  return { first: first - (first % size), last: first - (first % size) + size - 1 }
}

export const contains = (outer: Block, inner: Block): boolean => outer.first <= inner.first && inner.last <= outer.last

export const overlaps = (one: Block, other: Block): boolean => one.first <= other.last && other.first <= one.last

export const addressAt = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
