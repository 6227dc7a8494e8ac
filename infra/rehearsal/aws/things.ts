import { partOf } from '../parts.ts'
import type { World } from '../world.ts'
import { AwsError } from './aws-error.ts'

/** One object of the simulated cloud. `fields` is its own; the rest is what every object has. */
export interface Thing<Fields = unknown> {
  readonly kind: string
  readonly id: string
  readonly region: string
  readonly madeAt: number
  readonly tags: Record<string, string>
  readonly fields: Fields
}

interface AwsPart {
  things: Record<string, Thing>
  /** What a client token made, and a note of the request, so that another request under it is refused. */
  tokens: Record<string, { id: string; request: string }>
}

export interface Place {
  readonly world: World
  readonly region: string
}

export const awsPart = (world: World): AwsPart => partOf<AwsPart>(world, 'aws', () => ({ things: {}, tokens: {} }))

/** Afterwards the cloud holds it. */
export function addThing<Fields>(
  { world, region }: Place,
  { kind, id, tags, fields }: Pick<Thing<Fields>, 'kind' | 'id' | 'tags' | 'fields'>,
): Thing<Fields> {
  const thing: Thing<Fields> = { kind, id, region, madeAt: world.now(), tags, fields }
  awsPart(world).things[id] = thing
  return thing
}

export const dropThing = (world: World, id: string): void => void delete awsPart(world).things[id]

export function thingsOf<Fields>({ world, region }: Place, kind: string): Thing<Fields>[] {
  const ofKind = Object.values(awsPart(world).things).filter((thing) => thing.kind === kind && thing.region === region)
  // Each kind of thing is made by one file alone, which knows the fields it gave it.
  return ofKind as Thing<Fields>[]
}

export function thingNamed<Fields>(place: Place, kind: string, id: string, notFound: string): Thing<Fields> {
  const found = thingsOf<Fields>(place, kind).find((thing) => thing.id === id)
  if (found) return found
  throw new AwsError(notFound, `The ${kind} ID '${id}' does not exist`)
}

/** The same request under the same token gives what the first one made. */
export function onceByToken<Fields>(
  { world }: Place,
  { token, request }: { token: string | undefined; request: string },
  make: () => Thing<Fields>,
): Thing<Fields> {
  const { tokens, things } = awsPart(world)
  const known = token === undefined ? undefined : tokens[token]
  if (known && known.request !== request) {
    const message = 'The request uses the same client token as a previous, but non-identical request.'
    throw new AwsError('IdempotentParameterMismatch', message)
  }
  const before = known ? things[known.id] : undefined
  // A token belongs to one call of one kind, so what it made has that kind's fields.
  if (before) return before as Thing<Fields>
  const made = make()
  if (token !== undefined) tokens[token] = { id: made.id, request }
  return made
}
