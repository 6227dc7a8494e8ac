import type { z } from 'zod'
import type { Finding } from '../mistake.ts'

/** Looks at a part of the file and says what is wrong; paths are within that part. */
export type Check = (part: unknown) => Finding[]

/** A check that runs wherever what it needs is well formed, so that a mistake elsewhere does not hide this one. */
export const whenFits = <T extends z.ZodType>(needs: T, find: (fits: z.output<T>) => Finding[]): Check => (part) => {
  const parsed = needs.safeParse(part)
  return parsed.success ? find(parsed.data) : []
}
