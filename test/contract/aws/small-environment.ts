import { keyOf, type Ref, type Resource } from '../../../workflows/contract/resource.ts'
import type { KindName, KindSpecs, MachineSpec } from '../../../workflows/contract/specs.ts'

/** One of every kind that is made, each after what it needs. */
export const smallEnvironment: Resource[] = [
  make('aws.vpc', 'main', { cidr: '10.90.0.0/16' }),
  make('aws.subnet', 'public', subnet('10.90.0.0/24', true)),
  make('aws.subnet', 'private', subnet('10.90.1.0/24', false)),
  make('aws.internetGateway', 'main', { vpc: ref('aws.vpc', 'main') }),
  make('aws.elasticIp', 'nat', {}),
  make('aws.natGateway', 'main', { subnet: ref('aws.subnet', 'public'), address: ref('aws.elasticIp', 'nat') }),
  make('aws.routeTable', 'public', {
    vpc: ref('aws.vpc', 'main'),
    routes: [{ cidr: '0.0.0.0/0', internetGateway: ref('aws.internetGateway', 'main') }],
    subnets: [ref('aws.subnet', 'public')],
  }),
  make('aws.routeTable', 'private', {
    vpc: ref('aws.vpc', 'main'),
    routes: [{ cidr: '0.0.0.0/0', natGateway: ref('aws.natGateway', 'main') }],
    subnets: [ref('aws.subnet', 'private')],
  }),
  make('aws.securityGroup', 'bastion', {
    vpc: ref('aws.vpc', 'main'),
    description: 'ssh from outside',
    ingress: [tcp(22, '203.0.113.0/24'), tcp(22, '198.51.100.0/24')],
  }),
  make('aws.securityGroup', 'nodes', {
    vpc: ref('aws.vpc', 'main'),
    description: 'nodes of downstream clusters',
    ingress: [
      { protocol: 'all', fromPort: 0, toPort: 65_535, self: true },
      { protocol: 'tcp', fromPort: 22, toPort: 22, group: ref('aws.securityGroup', 'bastion') },
    ],
  }),
  make('aws.keyPair', 'main', {
    publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEaRhAGcc766YriuLumfY9kCB4s3umLOo2YUWLbct3ja ops@acme',
  }),
  make('aws.image', 'main', { owner: '099720109477', namePattern: 'ubuntu/images/*' }),
  make('aws.instance', 'server', {
    ...machine([20]),
    subnet: ref('aws.subnet', 'private'),
    privateAddress: '10.90.1.10',
    publicAddress: false,
  }),
  make('aws.networkLoadBalancer', 'rancher', { subnets: [ref('aws.subnet', 'public')], scheme: 'internet-facing' }),
  make('aws.targetGroup', 'rancher', {
    vpc: ref('aws.vpc', 'main'),
    port: 443,
    targets: [ref('aws.instance', 'server')],
  }),
  make('aws.listener', 'rancher', {
    loadBalancer: ref('aws.networkLoadBalancer', 'rancher'),
    port: 443,
    targetGroup: ref('aws.targetGroup', 'rancher'),
  }),
  make('aws.launchTemplate', 'apps.workers', machine([])),
  make('aws.autoScalingGroup', 'apps.workers', {
    launchTemplate: ref('aws.launchTemplate', 'apps.workers'),
    subnets: [ref('aws.subnet', 'private')],
    min: 2,
    max: 3,
  }),
]

/** The resource of this kind and name, with parts of its spec changed. */
export function changed<K extends KindName>(kind: K, name: string, spec: Partial<KindSpecs[K]>): Resource {
  const resource = smallEnvironment.find(({ key }) => key === keyOf(kind, name))
  if (!resource) throw new Error(`the small environment has no ${kind}/${name}`)
  // Only parts of the same kind's spec are laid over it.
  return { ...resource, spec: { ...resource.spec, ...spec } as KindSpecs[K] }
}

export function tcp(port: number, cidr: string) {
  return { protocol: 'tcp', fromPort: port, toPort: port, cidr } as const
}

function make<K extends KindName>(kind: K, name: string, spec: KindSpecs[K]): Resource {
  return { key: keyOf(kind, name), kind, name, stage: 'environment', spec }
}

function ref(kind: KindName, name: string): Ref {
  return { ref: keyOf(kind, name), output: 'id' }
}

function subnet(cidr: string, open: boolean): KindSpecs['aws.subnet'] {
  return { vpc: ref('aws.vpc', 'main'), cidr, zone: 'eu-central-1a', public: open }
}

function machine(disksGiB: number[]): MachineSpec {
  return {
    image: ref('aws.image', 'main'),
    size: 't3.micro',
    securityGroups: [ref('aws.securityGroup', 'nodes')],
    keyPair: ref('aws.keyPair', 'main'),
    rootDiskGiB: 30,
    disksGiB,
    userData: { role: 'node', disks: [], glusterMounts: [] },
  }
}
