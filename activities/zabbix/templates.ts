import { z } from 'zod'
import { refuse } from '../failures.ts'
import type { ZabbixClient } from './client.ts'

/** The ids of templates by their technical names. Refuses with `UnknownReference` if Zabbix lacks one. */
export async function findTemplateIds(client: ZabbixClient, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return []
  const found = await client.call('template.get', { output: FIELDS, filter: { host: names } }, Templates)
  const missing = names.filter((name) => !found.some((template) => template.host === name))
  if (missing.length > 0) throw unknownTemplates(missing)
  return found.map((template) => template.templateid)
}

export async function namesOfTemplates(client: ZabbixClient, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await client.call('template.get', { output: FIELDS, templateids: ids }, Templates)
  return new Map(found.map((template) => [template.templateid, template.host]))
}

const FIELDS = ['templateid', 'host']
const Templates = z.array(z.object({ templateid: z.string(), host: z.string() }))

const unknownTemplates = (names: readonly string[]) =>
  refuse(
    'UnknownReference',
    `Zabbix has no template "${names.join('", "')}"`,
    'write its technical name (as "Linux by Zabbix agent active") into the fleet file, or import it, then retry',
  )
