import { z } from 'zod'
import { addon, zabbix } from './addons.ts'
import { backups, database, developers, drift } from './care.ts'
import { cloud, image } from './cloud.ts'
import { cluster } from './cluster.ts'
import { fileServers } from './file-servers.ts'
import { clusterName, name } from './names.ts'
import { bastion, network, ssh } from './network.ts'
import { rancher } from './rancher.ts'
import { optional, strict } from './strict.ts'

/** An environment with the defaults merged in: what every other part of Trailboss works with. */
export const environmentSection = strict({
  cloud,
  /** Own metal has its network already. */
  network: optional(network),
  ssh,
  image,
  bastion,
  rancher,
  zabbix: optional(zabbix),
  fileServers: optional(fileServers),
  clusters: z.record(clusterName, cluster),
  databases: optional(z.record(name(32), database)),
  addons: z.array(addon).max(100).default([]),
  developers: optional(developers),
  backups: optional(backups),
  drift: optional(drift),
  onFailure: z.enum(['park', 'rollback', 'fail']).default('park'),
})

export type EnvironmentSection = z.output<typeof environmentSection>
