import type { Resource } from '../contract/resource.ts'
import { metadataOf } from './machines.ts'
import { make, refTo } from './make.ts'
import type { Site } from './site.ts'

/** Where the environment's machines appear in Zabbix, and the rule by which they put themselves there. */
export function monitoring(site: Site): Resource[] {
  const { zabbix } = site.section
  if (zabbix === undefined) return []
  const name = `${site.fleet}-${site.environment}`
  return [
    make('zabbix.hostGroup', 'main', { spec: { ...zabbix, group: name } }),
    make('zabbix.registrationAction', 'main', {
      spec: {
        ...zabbix,
        action: `trailboss-${name}`,
        metadata: metadataOf(site),
        groupId: refTo('zabbix.hostGroup', 'main'),
        templates: ['Linux by Zabbix agent active'],
      },
    }),
  ]
}
