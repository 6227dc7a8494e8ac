import { addMachine, machineLost, machineRuns } from '../../machines/machines.ts'
import { decodeUserData } from '../../machines/user-data.ts'
import type { World, WorldEvent } from '../../world.ts'
import { AwsError } from '../aws-error.ts'
import { addressAt, contains, parseBlock } from '../cidr.ts'
import { addThing, awsPart, thingsOf, type Place, type Thing } from '../things.ts'
import { refuseUnknownImage } from './images.ts'
import { subnetNamed } from './subnets.ts'

export interface Instance {
  state: 'pending' | 'running' | 'stopped' | 'shutting-down' | 'terminated'
  image: string
  size: string
  keyName: string
  vpc: string
  subnet: string
  privateAddress: string
  publicAddress?: string
  securityGroups: string[]
  /** The Auto Scaling group that launched it. */
  group?: string
}

export interface Launch {
  image: string
  size: string
  keyName: string
  subnet: string
  securityGroups: string[]
  userData: string
  publicAddress: boolean
  privateAddress?: string
  tags: Record<string, string>
  group?: string
}

/** A machine begins: pending first, running after a while, its start-up script done some time later. */
export function launch(place: Place, wanted: Launch): Thing<Instance> {
  const { world } = place
  refuseUnknownImage(place, wanted.image)
  if (!/^[a-z0-9-]+\.[a-z0-9]+$/.test(wanted.size)) {
    throw new AwsError('InvalidParameterValue', `Invalid value '${wanted.size}' for InstanceType.`)
  }
  const keys = thingsOf<{ name: string }>(place, 'key-pair')
  if (!keys.some(({ fields }) => fields.name === wanted.keyName)) {
    throw new AwsError('InvalidKeyPair.NotFound', `The key pair '${wanted.keyName}' does not exist`)
  }
  const subnet = subnetNamed(place, wanted.subnet)
  const id = world.id('i-', 17)
  const { image, size, keyName, securityGroups, group } = wanted
  const privateAddress = chooseAddress(place, subnet.id, subnet.fields.cidr, wanted.privateAddress)
  const where = { vpc: subnet.fields.vpc, subnet: subnet.id, privateAddress, ...publicAddressOf(wanted, privateAddress) }
  const what = { image, size, keyName, securityGroups, ...(group ? { group } : {}) }
  const fields: Instance = { state: 'pending', ...what, ...where }
  const instance = addThing<Instance>(place, { kind: 'instance', id, tags: wanted.tags, fields })
  const hostName = `ip-${privateAddress.replaceAll('.', '-')}`
  const addresses = { privateAddress, ...publicAddressOf(wanted, privateAddress) }
  const boot = addMachine(world, { id, hostName, userData: decodeUserData(wanted.userData), ...addresses })
  if (boot === 'boots' || boot.stuckAt === 'startUp') {
    world.schedule(world.settings.latencies.instanceRunning, { kind: 'aws.instanceRuns', id, stuck: boot !== 'boots' })
  }
  if (boot !== 'boots' && boot.endsAfterMs !== undefined) world.schedule(boot.endsAfterMs, { kind: 'aws.instanceEnds', id })
  return instance
}

/** Ends an instance; its services hear of it at once, the cloud shows it for a while. Twice is safe. */
export function terminate(world: World, instance: Thing<Instance>): void {
  if (instance.fields.state === 'shutting-down' || instance.fields.state === 'terminated') return
  instance.fields.state = 'shutting-down'
  machineLost(world, instance.id)
  world.schedule(world.settings.latencies.instanceRunning / 2, { kind: 'aws.instanceGone', id: instance.id })
}

export function instanceHappens(world: World, { kind, id, stuck }: WorldEvent): void {
  const instance = instanceAnywhere(world, String(id))
  if (!instance) return
  if (kind === 'aws.instanceGone') instance.fields.state = 'terminated'
  if (kind === 'aws.instanceEnds') terminate(world, instance)
  if (kind !== 'aws.instanceRuns' || instance.fields.state !== 'pending') return
  instance.fields.state = 'running'
  if (stuck !== true) machineRuns(world, instance.id)
}

export function instanceAnywhere(world: World, id: string): Thing<Instance> | undefined {
  const thing = awsPart(world).things[id]
  // Only this file makes things of this kind.
  return thing?.kind === 'instance' ? (thing as Thing<Instance>) : undefined
}

/** AWS keeps the first four addresses of a subnet and the last for itself. */
const RESERVED = 4

function chooseAddress(place: Place, subnet: string, cidr: string, asked: string | undefined): string {
  const block = parseBlock(cidr)
  const living = thingsOf<Instance>(place, 'instance').filter(({ fields }) => fields.state !== 'terminated')
  const taken = new Set(living.filter(({ fields }) => fields.subnet === subnet).map(({ fields }) => fields.privateAddress))
  if (asked !== undefined) {
    if (!contains(block, parseBlock(`${asked}/32`))) {
      throw new AwsError('InvalidParameterValue', `Address ${asked} does not fall within the subnet's address range`)
    }
    if (taken.has(asked)) throw new AwsError('InvalidIPAddress.InUse', `Address ${asked} is in use.`)
    return asked
  }
  // From the end, so that addresses which a caller fixes, usually low ones, stay free.
  for (let number = block.last - 1; number >= block.first + RESERVED; number -= 1) {
    if (!taken.has(addressAt(number))) return addressAt(number)
  }
  throw new AwsError('InsufficientFreeAddressesInSubnet', `There are not enough free addresses in subnet '${subnet}'.`)
}

/** 203.0.113.0/24 is kept for examples (RFC 5737); the last number follows the private one. */
const publicAddressOf = ({ publicAddress }: Launch, privateAddress: string) =>
  publicAddress ? { publicAddress: `203.0.113.${privateAddress.split('.').at(-1)}` } : {}
