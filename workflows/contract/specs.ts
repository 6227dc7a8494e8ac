import type { Ref, SecretRef } from './resource.ts'

/**
 * What each kind of resource can be asked for. One line of the fleet file becomes one or more of these
 * (`workflows/graph/`); one module under `activities/` makes each of them true.
 */
export interface KindSpecs {
  'aws.vpc': { cidr: string }
  'aws.subnet': { vpc: Ref; cidr: string; zone: string; public: boolean }
  'aws.internetGateway': { vpc: Ref }
  'aws.elasticIp': Record<never, never>
  'aws.natGateway': { subnet: Ref; address: Ref }
  'aws.routeTable': { vpc: Ref; routes: RouteSpec[]; subnets: Ref[] }
  'aws.securityGroup': { vpc: Ref; description: string; ingress: IngressRule[] }
  'aws.keyPair': { publicKey: string }
  /** Looked up, never made: the newest image of this owner whose name matches. */
  'aws.image': { owner: string; namePattern: string }
  'aws.instance': MachineSpec & {
    subnet: Ref
    /** Fixed, so that machines that need each other's address can start side by side. */
    privateAddress?: string
    publicAddress: boolean
  }
  'aws.networkLoadBalancer': { subnets: Ref[]; scheme: 'internal' | 'internet-facing' }
  'aws.targetGroup': { vpc: Ref; port: number; targets: Ref[] }
  'aws.listener': { loadBalancer: Ref; port: number; targetGroup: Ref }
  'aws.launchTemplate': MachineSpec
  'aws.autoScalingGroup': { launchTemplate: Ref; subnets: Ref[]; min: number; max: number }

  'rancher.ping': { url: string }
  'rancher.admin': { url: string; bootstrapPassword: SecretRef; password: SecretRef }
  'rancher.serverUrl': RancherAccess
  'rancher.apiToken': { url: string; password: SecretRef; token: SecretRef }
  'rancher.cluster': RancherAccess & { cluster: string; kubernetesVersion: string }
  /** There once Rancher has issued the cluster's registration command. */
  'rancher.registration': RancherAccess & { clusterId: Ref }
  /** There once `count` nodes of the pool have registered and are running. */
  'rancher.nodes': RancherAccess & { cluster: string; pool: string; roles: NodeRole[]; count: number }
  /** There once the cluster says ready and means it. */
  'rancher.clusterActive': RancherAccess & { cluster: string; clusterId: Ref }

  'zabbix.hostGroup': ZabbixAccess & { group: string }
  'zabbix.registrationAction': ZabbixAccess & { action: string; metadata: string; groupId: Ref; templates: string[] }
}

export type KindName = keyof KindSpecs

export type NodeRole = 'etcd' | 'controlplane' | 'worker'

export interface RancherAccess {
  url: string
  token: SecretRef
}

export interface ZabbixAccess {
  url: string
  token: SecretRef
}

export interface RouteSpec {
  cidr: string
  internetGateway?: Ref
  natGateway?: Ref
}

/** Exactly one of `cidr`, `group` and `self` says who may come in. */
export interface IngressRule {
  protocol: 'tcp' | 'udp' | 'icmp' | 'all'
  fromPort: number
  toPort: number
  cidr?: string | Ref
  group?: Ref
  self?: true
}

/** What an instance and a launch template have in common. Sizes of disks in GiB. */
export interface MachineSpec {
  /** An image id of the user's own, or the output of an `aws.image`. */
  image: string | Ref
  size: string
  securityGroups: Ref[]
  keyPair: Ref
  rootDiskGiB: number
  disksGiB: number[]
  userData: UserData
}

/** What a machine's start-up script is rendered from (`activities/bootstrap/`). */
export interface UserData {
  role: MachineRole
  hostName?: string
  zabbix?: { server: string; metadata: string }
  disks: DiskMount[]
  glusterMounts: GlusterMount[]
  kubernetesVersion?: string
  /** Role `load-balancer`: the addresses of the Rancher servers behind it. */
  loadBalancer?: { servers: string[] }
  rancherServer?: RancherServerStart
  registration?: NodeRegistration
  /** Path of a program on the machine that joins it to its database cluster. */
  databaseHook?: string
}

export type MachineRole = 'bastion' | 'load-balancer' | 'rancher-server' | 'file-server' | 'node'

export interface DiskMount {
  /** The name under which the cloud attaches it, `/dev/sdf` and on. */
  device: string
  mount: string
}

export interface GlusterMount {
  servers: string[]
  volume: string
  mount: string
}

export interface RancherServerStart {
  /** The first server makes the cluster; the others join it through `joinAddress`. */
  first: boolean
  joinAddress: string | Ref
  joinToken: SecretRef
  hostname: string
  rancherVersion: string
  certManagerVersion: string
  bootstrapPassword: SecretRef
}

export interface NodeRegistration {
  rancherUrl: string
  token: SecretRef
  clusterId: Ref
  roles: NodeRole[]
  labels: Record<string, string>
  taints: string[]
}
