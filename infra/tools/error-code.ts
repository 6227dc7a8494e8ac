/** The code of an error of the system, such as ENOENT. Asked by shape: a test's errors are of another realm's class. */
export const isCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code
