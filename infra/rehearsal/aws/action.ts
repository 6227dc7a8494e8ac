import type { Params } from './query.ts'
import type { Place } from './things.ts'
import type { XmlFields } from './xml.ts'

export interface Call extends Place {
  readonly params: Params
}

/** What an action does and answers; the envelope is its service's. */
export type Action = (call: Call) => XmlFields

export type Actions = Readonly<Record<string, Action>>
