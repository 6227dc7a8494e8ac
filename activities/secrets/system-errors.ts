/** By its code alone: an error of Node's own need not be an instance of the caller's `Error`. */
export const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code
