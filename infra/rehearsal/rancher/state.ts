import { createHash } from 'node:crypto'
import { partOf } from '../parts.ts'
import type { World } from '../world.ts'

/** One Rancher installation, whatever number of machines it runs on. Plain JSON. */
export interface Rancher {
  hostname: string
  version: string
  adminId: string
  /** Hashed, as a server would keep it. */
  password: string
  startedAt: number
  /** Set once the first server's start-up script has ended. */
  readyAt?: number
  /** Cloud ids of the server machines that live. */
  servers: string[]
  /** The last resourceVersion given out. */
  revision: number
  settings: Record<string, Setting>
  tokens: Record<string, Token>
  /** By `namespace/name`. */
  clusters: Record<string, Cluster>
  /** By name; names of custom machines are unique in a Rancher. */
  machines: Record<string, NodeMachine>
}

export interface Setting {
  value: string
  default: string
  uuid: string
  source: 'default' | 'db' | 'env'
}

export interface Token {
  name: string
  keyHash: string
  description: string
  ttlMs: number
  createdAt: number
  derived: boolean
  uuid: string
  lastUsedAt?: number
}

export interface Cluster {
  namespace: string
  name: string
  managementId: string
  uid: string
  createdAt: number
  generation: number
  resourceVersion: string
  annotations: Record<string, string>
  labels: Record<string, string>
  spec: Record<string, unknown>
  registrationTokens: RegistrationToken[]
  /** Rancher has filled in its defaults and made the management cluster. */
  adopted: boolean
  /** Every role had a running node once. */
  activeSince?: number
  deletedAt?: number
  /** What the last look found, and since when. */
  seen: { phase: string; since: number }
}

export interface RegistrationToken {
  name: string
  value: string
  uuid: string
  /** Until then it is not to be seen. */
  appearsAt: number
  /** Set for those somebody asked for. */
  creatorId?: string
}

export interface NodeMachine {
  name: string
  /** What the agent calls itself. */
  agentId: string
  /** The cloud's id; empty where a bare agent registered. */
  cloudId: string
  cluster: string
  nodeId: string
  nodeName: string
  address: string
  roles: Role[]
  labels: Record<string, string>
  uid: string
  uuid: string
  createdAt: number
  readyAt: number
  runningSince?: number
  goneAt?: number
  deletedAt?: number
  cordoned: boolean
  drained: boolean
  resourceVersion: string
  seen: string
}

export type Role = 'etcd' | 'controlplane' | 'worker'

/** Every Rancher of this world, by host name; part of the world's state. */
export const ranchers = (world: World): Record<string, Rancher> => partOf(world, 'rancher', () => ({}))

export const nextRevision = (rancher: Rancher): string => String(rancher.revision += 1)

export const fingerprint = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Random names as Kubernetes makes them, which leaves out letters that could form words. */
export const letters = (world: World, length: number): string => {
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789'
  return Array.from({ length }, () => alphabet[Math.floor(world.random() * alphabet.length)]).join('')
}

export const uuid = (world: World): string =>
  world.id('', 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** Rancher's API knows no milliseconds. */
export const stamp = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

export const created = (ms: number) => ({ created: stamp(ms), createdTS: Math.floor(ms / 1000) * 1000 })
