import type { RancherAccess } from '../../../workflows/contract/specs.ts'

/** Resources grouped by the Rancher they are on, so that one list call serves all of a group. */
export function byServer<W extends { readonly spec: RancherAccess }>(wanted: readonly W[]): [RancherAccess, W[]][] {
  const groups = new Map<string, [RancherAccess, W[]]>()
  for (const one of wanted) {
    const group = groups.get(one.spec.url) ?? [one.spec, []]
    group[1].push(one)
    groups.set(one.spec.url, group)
  }
  return [...groups.values()]
}
