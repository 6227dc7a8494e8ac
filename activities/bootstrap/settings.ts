import type { Resolved } from '../../workflows/contract/resource.ts'
import type { GlusterMount, UserData } from '../../workflows/contract/specs.ts'

/** What of a machine's settings admits to something. */
export interface SecretSettings {
  readonly joinToken: string
  readonly bootstrapPassword: string
  readonly registrationCommand: string
}

/** Every name that the start-up script reads, in this order; a setting that the role does not have is empty. */
export function settingsOf(userData: Resolved<UserData>, secret: SecretSettings): Record<string, string> {
  const server = userData.rancherServer
  return {
    TRAILBOSS_ROLE: userData.role,
    TRAILBOSS_HOST_NAME: userData.hostName ?? '',
    TRAILBOSS_ZABBIX_SERVER: userData.zabbix?.server ?? '',
    TRAILBOSS_ZABBIX_METADATA: userData.zabbix?.metadata ?? '',
    TRAILBOSS_KUBERNETES_VERSION: userData.kubernetesVersion ?? '',
    TRAILBOSS_RANCHER_FIRST: server ? String(server.first) : '',
    TRAILBOSS_RANCHER_JOIN_ADDRESS: server?.joinAddress ?? '',
    TRAILBOSS_RANCHER_JOIN_TOKEN: secret.joinToken,
    TRAILBOSS_RANCHER_HOSTNAME: server?.hostname ?? '',
    TRAILBOSS_RANCHER_VERSION: server?.rancherVersion ?? '',
    TRAILBOSS_CERT_MANAGER_VERSION: server?.certManagerVersion ?? '',
    TRAILBOSS_RANCHER_BOOTSTRAP_PASSWORD: secret.bootstrapPassword,
    TRAILBOSS_REGISTRATION_COMMAND: secret.registrationCommand,
    TRAILBOSS_DISKS: userData.disks.map((disk) => `${disk.device}=${disk.mount}`).join(' '),
    TRAILBOSS_GLUSTER_MOUNTS: userData.glusterMounts.map(glusterMount).join(' '),
    TRAILBOSS_LOAD_BALANCER_SERVERS: userData.loadBalancer?.servers.join(' ') ?? '',
    TRAILBOSS_DATABASE_HOOK: userData.databaseHook ?? '',
  }
}

const glusterMount = ({ servers, volume, mount }: Resolved<GlusterMount>) => `${servers.join(',')}:${volume}=${mount}`
