import { Client, Connection, type ConnectionOptions } from '@temporalio/client'
import { EXIT, Stop } from './stop.ts'

export interface Target {
  options: ConnectionOptions
  temporalNamespace: string
}

export async function connect({ options, temporalNamespace }: Target): Promise<Client> {
  try {
    const connection = await Connection.connect({ ...options, connectTimeout: '5s' })
    return new Client({ connection, namespace: temporalNamespace })
  } catch (error) {
    throw new Stop(EXIT.unreachable, unreachableMessage(options.address ?? 'localhost:7233', error))
  }
}

const unreachableMessage = (address: string, error: unknown): string =>
  `Temporal at ${address} cannot be reached (${reasonOf(error)}); ` +
  'start it, correct TEMPORAL_ADDRESS, or unset it for the embedded one'

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
