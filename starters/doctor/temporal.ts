import type { Client } from '@temporalio/client'
import { findProgram } from '../../infra/tools/find-program.ts'
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/search-attributes.ts'
import { say } from '../output.ts'
import type { Check } from '../render/checks.ts'
import { configuredAddress, connectConfigured } from '../session.ts'
import { Stop } from '../stop.ts'

/** The Temporal that commands would use: the configured one with what it must know, or the embedded one's program. */
export async function checkTemporal(): Promise<Check[]> {
  const address = configuredAddress()
  return address === undefined ? [await checkProgram()] : checkServer(address)
}

async function checkProgram(): Promise<Check> {
  const name = 'Temporal'
  try {
    const { path, version } = await findProgram('temporal', { env: process.env, onProgress: say })
    return { name, state: 'ok', found: `embedded, server ${version}, by ${path}` }
  } catch (error) {
    const mend = 'set TRAILBOSS_TEMPORAL to a "temporal" program, or TEMPORAL_ADDRESS to a server'
    return { name, state: 'missing', found: error instanceof Error ? error.message : String(error), mend }
  }
}

async function checkServer(address: string): Promise<Check[]> {
  try {
    const client = await connectConfigured(address)
    const { serverVersion } = await client.workflowService.getSystemInfo({})
    const server: Check = { name: 'Temporal', state: 'ok', found: `server ${serverVersion} at ${address}` }
    const attributes = await checkAttributes(client)
    await client.connection.close()
    return [server, attributes]
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return [{ name: 'Temporal', state: 'missing', found: error.message, mend: 'start it, or correct TEMPORAL_ADDRESS' }]
  }
}

async function checkAttributes(client: Client): Promise<Check> {
  const temporalNamespace = client.options.namespace
  const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace: temporalNamespace })
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in (customAttributes ?? {})))
  const flags = missing.map(([name, type]) => `--name ${name} --type ${type}`).join(' ')
  return {
    name: 'search attributes',
    state: missing.length === 0 ? 'ok' : 'missing',
    found: missing.length === 0 ? Object.keys(SEARCH_ATTRIBUTES).join(', ') : `not known: ${missing.map(([name]) => name).join(', ')}`,
    mend: `temporal operator search-attribute create --namespace ${temporalNamespace} ${flags}`,
  }
}
