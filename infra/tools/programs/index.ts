import { temporal } from './temporal.ts'

/** Every program Trailboss knows how to find; a new one is one file here and one word in this list. */
export const programs = { temporal }

export type ProgramName = keyof typeof programs

export const isProgramName = (name: string): name is ProgramName => Object.hasOwn(programs, name)
