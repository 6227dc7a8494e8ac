import type { Resolved, Scope } from '../../../workflows/contract/resource.ts'
import type { MachineRole, UserData } from '../../../workflows/contract/specs.ts'

export const scope: Scope = {
  fleet: 'acme',
  environment: 'dev',
  cloud: { provider: 'aws', region: 'eu-central-1', account: 'main' },
}

const zabbix = { server: 'zabbix.dev.acme.example', metadata: 'trailboss env=dev role=node cluster=apps pool=workers' }
const disks = [{ device: '/dev/sdf', mount: '/data' }, { device: '/dev/sdg', mount: '/srv/scratch' }]
const servers = ['10.10.0.21', '10.10.1.21', '10.10.2.21']

/** One machine of each role, as the reference fleet has them, with every part filled in. */
export const machines: Record<MachineRole, Resolved<UserData>> = {
  bastion: { role: 'bastion', hostName: 'dev-bastion', zabbix, disks: [], glusterMounts: [] },
  'load-balancer': { role: 'load-balancer', zabbix, disks: [], glusterMounts: [], loadBalancer: { servers } },
  'rancher-server': {
    role: 'rancher-server',
    hostName: 'dev-rancher-1',
    zabbix,
    disks,
    glusterMounts: [],
    kubernetesVersion: 'v1.33.5+rke2r1',
    rancherServer: {
      first: true,
      joinAddress: '10.10.0.21',
      joinToken: { secret: 'kept:acme/dev/rancher-join' },
      hostname: 'rancher.dev.acme.example',
      rancherVersion: '2.12.3',
      certManagerVersion: 'v1.18.2',
      bootstrapPassword: { secret: 'kept:acme/dev/rancher-bootstrap' },
    },
  },
  'file-server': { role: 'file-server', hostName: 'dev-files-1', zabbix, disks, glusterMounts: [] },
  node: {
    role: 'node',
    zabbix,
    disks,
    glusterMounts: [{ servers, volume: 'shared', mount: '/mnt/shared' }],
    kubernetesVersion: 'v1.33.5+rke2r1',
    databaseHook: '/opt/acme/join-database',
    registration: {
      rancherUrl: 'https://rancher.dev.acme.example',
      token: { secret: 'kept:acme/dev/rancher-token' },
      clusterId: 'c-m-4x2v8k7d',
      roles: ['etcd', 'controlplane', 'worker'],
      labels: { 'trailboss.io/pool': 'workers', tier: 'batch' },
      taints: ['dedicated=batch:NoSchedule'],
    },
  },
}
export const roles: readonly MachineRole[] = ['bastion', 'load-balancer', 'rancher-server', 'file-server', 'node']
