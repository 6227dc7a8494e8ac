import type { Client } from '@temporalio/client'
import { SEARCH_ATTRIBUTES } from '../workflows/contract/search-attributes.ts'

/** Value of IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD (temporalio/api:temporal/api/enums/v1/common.proto). */
const KEYWORD = 2

/**
 * The server knows our search attributes afterwards. Without them a workflow that sets one would fail its task for
 * ever, so a worker that cannot make sure of them does not start. Twice is safe.
 */
export async function ensureSearchAttributes(client: Client, temporalNamespace: string): Promise<void> {
  const operator = client.connection.operatorService
  const { customAttributes } = await operator.listSearchAttributes({ namespace: temporalNamespace })
  const missing = Object.keys(SEARCH_ATTRIBUTES).filter((name) => customAttributes?.[name] === undefined)
  if (missing.length === 0) return
  try {
    await operator.addSearchAttributes({
      namespace: temporalNamespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])),
    })
  } catch (cause) {
    const commands = missing.map((name) => `temporal operator search-attribute create --name ${name} --type Keyword`)
    const message = `the Temporal namespace "${temporalNamespace}" lacks ${missing.join(', ')}; add them: ${commands.join('; ')}`
    throw new Error(message, { cause })
  }
}
