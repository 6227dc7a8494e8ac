import type { Resource } from '../contract/resource.ts'
import type { MachineRole, MachineSpec, UserData } from '../contract/specs.ts'
import { make, refTo } from './make.ts'
import { groupRef } from './security-groups.ts'
import type { GroupName } from './security-groups.ts'
import type { Site } from './site.ts'

/** What every machine is started with: who may log in, and from which image. */
export function machineBasics({ section: { ssh, image } }: Site): Resource[] {
  return [
    make('aws.keyPair', 'main', { spec: { publicKey: ssh.publicKey } }),
    ...(typeof image === 'string'
      ? []
      : [make('aws.image', 'main', { spec: { owner: image.owner, namePattern: image.name } })]),
  ]
}

interface WantedMachine {
  role: MachineRole
  size: string
  groups: GroupName[]
  rootDiskGiB?: number
  disksGiB?: number[]
  userData?: Partial<UserData>
}

export function machine(site: Site, wanted: WantedMachine): MachineSpec {
  const disksGiB = wanted.disksGiB ?? []
  const { image } = site.section
  return {
    image: typeof image === 'string' ? image : refTo('aws.image', 'main'),
    size: wanted.size,
    securityGroups: wanted.groups.map(groupRef),
    keyPair: refTo('aws.keyPair', 'main'),
    rootDiskGiB: wanted.rootDiskGiB ?? 20,
    disksGiB,
    userData: {
      role: wanted.role, ...zabbixOf(site, wanted.role), disks: disksGiB.map(diskMount), glusterMounts: [], ...wanted.userData,
    },
  }
}

/** `acme-dev-rancher-1`: a name that says whose machine it is in Zabbix, where all environments meet. */
export const hostNameOf = ({ fleet, environment }: Site, name: string): string => `${fleet}-${environment}-${name}`

/** The end of what `metadataOf` gives stays open to every role; `role=` keeps `env=dev` from matching `env=dev2`. */
export const metadataOf = ({ fleet, environment }: Site, role = ''): string =>
  `trailboss fleet=${fleet} env=${environment} role=${role}`

function zabbixOf(site: Site, role: MachineRole): Pick<UserData, 'zabbix'> {
  const server = /^https?:\/\/([^/:]+)/.exec(site.section.zabbix?.url ?? '')?.[1]
  return server === undefined ? {} : { zabbix: { server, metadata: metadataOf(site, role) } }
}

/** AWS recommends /dev/sdf to /dev/sdp for disks besides the first. */
const diskMount = (_: number, index: number) => ({
  device: `/dev/sd${'fghijklmnop'[index] ?? ''}`, mount: `/var/lib/trailboss/disks/${index + 1}`,
})
