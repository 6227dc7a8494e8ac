import type { z } from 'zod'
import type { pool as schema } from '../contract/fleet/cluster.ts'
import { keyOf } from '../contract/resource.ts'
import type { Key, Resource, Stage } from '../contract/resource.ts'
import type { GlusterMount, UserData } from '../contract/specs.ts'
import { fileServerSpots } from './addresses.ts'
import { fileServerKeys } from './file-servers.ts'
import { machine } from './machines.ts'
import { make, refTo } from './make.ts'
import { subnetRef, wayOut } from './network.ts'
import { rancherAccess } from './site.ts'
import type { Site } from './site.ts'

interface WantedPool {
  cluster: string
  pool: string
  kubernetesVersion: string
  wanted: z.output<typeof schema>
}

/** An Auto Scaling group whose machines register themselves, and the wait for as many as there are at least. */
export function pool(site: Site, asked: WantedPool): Resource[] {
  const { cluster, pool, wanted } = asked
  const stage: Stage = `cluster/${cluster}`
  const name = nameOf(cluster, pool)
  const [min, max] = [wanted.count ?? wanted.min ?? 0, wanted.count ?? wanted.max ?? 0]
  const subnets = site.cloud.zones.map((zone) => subnetRef('private', zone))
  return [
    make('aws.launchTemplate', name, { stage, spec: template(site, asked), after: [keyOf('rancher.registration', cluster)] }),
    make('aws.autoScalingGroup', name, {
      stage,
      spec: { launchTemplate: refTo('aws.launchTemplate', name), subnets, min, max },
      // A node mounts its volumes while it starts.
      after: [wayOut('private'), ...(wanted.volumes.length > 0 ? fileServerKeys(site) : [])],
    }),
    make('rancher.nodes', name, {
      stage,
      spec: { ...rancherAccess(site), cluster, pool, roles: wanted.roles, count: min },
      after: [keyOf('aws.autoScalingGroup', name)],
    }),
  ]
}

export const nodesKey = (cluster: string, pool: string): Key => keyOf('rancher.nodes', nameOf(cluster, pool))

// A dot, which neither name may hold: with a hyphen a-b/c and a/b-c would be one.
const nameOf = (cluster: string, pool: string): string => `${cluster}.${pool}`

function template(site: Site, { cluster, pool, kubernetesVersion, wanted }: WantedPool) {
  const { url, token } = rancherAccess(site)
  const userData: Partial<UserData> = {
    kubernetesVersion,
    glusterMounts: mounts(site, wanted.volumes),
    registration: {
      rancherUrl: url,
      token,
      clusterId: refTo('rancher.cluster', cluster),
      roles: wanted.roles,
      labels: { 'trailboss.io/pool': pool },
      taints: wanted.taints,
    },
  }
  return machine(site, {
    role: 'node',
    size: wanted.size ?? '',
    groups: wanted.hosts === undefined ? ['nodes'] : ['nodes', 'ingress'],
    rootDiskGiB: wanted.rootDiskGiB,
    disksGiB: wanted.disksGiB,
    userData,
  })
}

function mounts(site: Site, volumes: readonly string[]): GlusterMount[] {
  const servers = fileServerSpots(site).map(({ address }) => address)
  return (site.section.fileServers?.volumes ?? [])
    .filter(({ name }) => volumes.includes(name))
    .map(({ name, mount }) => ({ servers, volume: name, mount }))
}
