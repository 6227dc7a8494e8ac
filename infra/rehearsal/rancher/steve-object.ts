import { stamp } from './state.ts'
import type { Call } from './wire.ts'

/** A condition as `/v1` shows it: Kubernetes' own with what Rancher reads from it. */
export interface ConditionView {
  type: string
  status: 'True' | 'False' | 'Unknown'
  error: boolean
  transitioning: boolean
  lastUpdateTime: string
  reason?: string
  message?: string
}

export const condition = (
  type: string,
  status: ConditionView['status'],
  more: Partial<ConditionView> & { at: number },
): ConditionView => {
  const { at, ...rest } = more
  return { type, status, error: false, transitioning: false, lastUpdateTime: stamp(at), ...rest }
}

export interface SteveKind {
  /** `provisioning.cattle.io.cluster`; the list is called by its plural. */
  type: string
  apiVersion: string
  kind: string
}

/** The frame of a namespaced object of `/v1`: id, type, links and Kubernetes' names for it. */
export const steveFrame = (call: Call, kind: SteveKind, where: { namespace: string; name: string }) => {
  const { namespace, name } = where
  const self = `${call.base}/v1/${kind.type}s/${namespace}/${name}`
  const plural = `${kind.kind.toLowerCase()}s`
  return {
    id: `${namespace}/${name}`,
    type: kind.type,
    links: {
      self,
      update: self,
      remove: self,
      patch: self,
      view: `${call.base}/apis/${kind.apiVersion}/namespaces/${namespace}/${plural}/${name}`,
    },
    apiVersion: kind.apiVersion,
    kind: kind.kind,
  }
}
