import type { SecretRef } from '../../workflows/contract/resource.ts'

interface Access {
  readonly url: string
  readonly token: SecretRef
}

/** Resources grouped by the server they are on, with the way in, so that one list call serves all of a group. */
export function byServer<W extends { readonly spec: Access }>(wanted: readonly W[]): [Access, W[]][] {
  const groups = new Map<string, [Access, W[]]>()
  for (const one of wanted) {
    const group = groups.get(one.spec.url) ?? [one.spec, []]
    group[1].push(one)
    groups.set(one.spec.url, group)
  }
  return [...groups.values()]
}
