import { z } from 'zod'

/** An object that refuses unknown keys. The one spelling of it, so that no part of the fleet file forgets to. */
export const strict = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.strictObject(shape)

/** May be left out, but not be written as nothing: `bastion:` alone is a mistake, not an absent bastion. */
export const optional = <T extends z.core.$ZodType>(schema: T) => z.exactOptional(schema)

/** One line: a control character has no place in a name, a URL or a path. */
export const text = z.string().min(1, 'must not be empty').max(1024, 'must not be longer than 1024 characters')
  .regex(/^\P{Cc}*$/u, 'must be one line without control characters')
