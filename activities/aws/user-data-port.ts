import type { Resolved, Scope } from '../../workflows/contract/resource.ts'
import type { UserData } from '../../workflows/contract/specs.ts'

/** Port: renders what a machine runs at its first start (`activities/bootstrap/` fills it). */
export interface UserDataRenderer {
  render(scope: Scope, userData: Resolved<UserData>): Promise<RenderedUserData>
}

/** `text` carries secrets and goes to the cloud alone; `fingerprint` is a keyed hash that may be shown and kept. */
export interface RenderedUserData {
  readonly text: string
  readonly fingerprint: string
}
