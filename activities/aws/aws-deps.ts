import type { AwsClients } from './clients.ts'
import type { UserDataRenderer } from './user-data-port.ts'

/** What every kind of this folder is made from. */
export interface AwsDeps {
  clients(region: string): AwsClients
  readonly userData: UserDataRenderer
}
