import type { SecretRef } from '../../workflows/contract/resource.ts'

/** Where activities get secrets from. Each value handed out is remembered, so that `redact.ts` finds it in failures. */
export interface Secrets {
  /** Refuses with `SecretMissing`, naming the reference and how to provide it. */
  read(ref: SecretRef): Promise<string>
  /** What `kept:<name>` holds; undefined where nothing was kept yet. */
  readKept(name: string): Promise<string | undefined>
  /** Afterwards `ref` (`kept:` alone) holds `value`, whatever it held before. Twice is safe. */
  keep(ref: SecretRef, value: string): Promise<void>
  /** What `ref` holds, made now if it holds nothing: all who ask for the same get the same. Twice is safe. */
  makeOnce(ref: SecretRef, make: () => string): Promise<string>
}

/** The name of a secret that Trailboss keeps; undefined where it is the user's own (`env:`, `file:`). */
export const keptName = (ref: SecretRef): string | undefined =>
  ref.secret.startsWith(KEPT) ? ref.secret.slice(KEPT.length) : undefined

/** The value behind `ref` if there is one yet. A secret of the user's own must be there. */
export async function readIfMade(secrets: Secrets, ref: SecretRef): Promise<string | undefined> {
  const name = keptName(ref)
  return name === undefined ? secrets.read(ref) : secrets.readKept(name)
}

const KEPT = 'kept:'
