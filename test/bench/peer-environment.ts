import { keyOf, type Ref, type Resource } from '../../workflows/contract/resource.ts'
import type { IngressRule, KindName, KindSpecs, MachineSpec } from '../../workflows/contract/specs.ts'

const subnetNames = ['public-a', 'public-b', 'public-c', 'private-a', 'private-b', 'private-c'] as const
const PUBLIC_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEaRhAGcc766YriuLumfY9kCB4s3umLOo2YUWLbct3ja ops@acme'

/**
 * The start of an environment that Terraform writes as 31 resources: its six associations are part of our two route
 * tables, so here they are 25. `image` is one that the service knows.
 */
export const peerEnvironment = (image: string): Resource[] => [
  make('aws.vpc', 'main', { cidr: '10.90.0.0/16' }),
  ...subnetNames.map((name, index) =>
    make('aws.subnet', name, {
      vpc: ref('aws.vpc', 'main'),
      cidr: `10.90.${index}.0/24`,
      zone: `eu-central-1${name.slice(-1)}`,
      public: name.startsWith('public'),
    }),
  ),
  make('aws.internetGateway', 'main', { vpc: ref('aws.vpc', 'main') }),
  make('aws.elasticIp', 'nat', {}),
  make('aws.natGateway', 'main', { subnet: ref('aws.subnet', 'public-a'), address: ref('aws.elasticIp', 'nat') }),
  make('aws.routeTable', 'public', {
    vpc: ref('aws.vpc', 'main'),
    routes: [{ cidr: '0.0.0.0/0', internetGateway: ref('aws.internetGateway', 'main') }],
    subnets: subnets('public'),
  }),
  make('aws.routeTable', 'private', {
    vpc: ref('aws.vpc', 'main'),
    routes: [{ cidr: '0.0.0.0/0', natGateway: ref('aws.natGateway', 'main') }],
    subnets: subnets('private'),
  }),
  group('bastion', [tcp(22, { cidr: '203.0.113.0/24' })]),
  group('servers', [tcp(443, { cidr: '203.0.113.0/24' }), tcp(22, { group: ref('aws.securityGroup', 'bastion') })]),
  group('nodes', [tcp(6443, { self: true }), tcp(22, { group: ref('aws.securityGroup', 'bastion') })]),
  make('aws.keyPair', 'main', { publicKey: PUBLIC_KEY }),
  ...[0, 1, 2, 3].map((index) =>
    make('aws.instance', `server-${index}`, {
      ...machine(image, 'servers'),
      subnet: ref('aws.subnet', subnetNames[3 + (index % 3)] ?? 'private-a'),
      publicAddress: false,
    }),
  ),
  make('aws.networkLoadBalancer', 'rancher', { subnets: subnets('public'), scheme: 'internet-facing' }),
  make('aws.targetGroup', 'rancher', { vpc: ref('aws.vpc', 'main'), port: 443, targets: [] }),
  make('aws.listener', 'rancher', {
    loadBalancer: ref('aws.networkLoadBalancer', 'rancher'),
    port: 443,
    targetGroup: ref('aws.targetGroup', 'rancher'),
  }),
  make('aws.launchTemplate', 'workers', machine(image, 'nodes')),
  make('aws.autoScalingGroup', 'workers', {
    launchTemplate: ref('aws.launchTemplate', 'workers'),
    subnets: subnets('private'),
    min: 3,
    max: 3,
  }),
]

function make<K extends KindName>(kind: K, name: string, spec: KindSpecs[K]): Resource {
  return { key: keyOf(kind, name), kind, name, stage: 'environment', spec }
}

function ref(kind: KindName, name: string): Ref {
  return { ref: keyOf(kind, name), output: 'id' }
}

function subnets(side: 'public' | 'private'): Ref[] {
  return subnetNames.filter((name) => name.startsWith(side)).map((name) => ref('aws.subnet', name))
}

function group(name: string, ingress: IngressRule[]): Resource {
  return make('aws.securityGroup', name, { vpc: ref('aws.vpc', 'main'), description: `bench ${name}`, ingress })
}

function tcp(port: number, from: Pick<IngressRule, 'cidr' | 'group' | 'self'>): IngressRule {
  return { protocol: 'tcp', fromPort: port, toPort: port, ...from }
}

function machine(image: string, groupName: string): MachineSpec {
  return {
    image,
    size: 't3.micro',
    securityGroups: [ref('aws.securityGroup', groupName)],
    keyPair: ref('aws.keyPair', 'main'),
    rootDiskGiB: 30,
    disksGiB: [],
    userData: { role: 'node', disks: [], glusterMounts: [] },
  }
}
