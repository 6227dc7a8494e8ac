/**
 * The rehearsal world's core: one state, one clock, one queue of what will happen. Everything is plain JSON, so that
 * the world outlives a killed process as a cloud would; services (`aws/`, `rancher/`, `zabbix/`) keep their part
 * of the state under their own name and say what an event of theirs does.
 */
export interface World {
  readonly state: WorldState
  readonly settings: WorldSettings
  /** Epoch milliseconds on the world's clock, which runs `speed` times as fast as the wall's. */
  now(): number
  /** Has `event` happen `afterMs` world milliseconds from now. Survives a restart. */
  schedule(afterMs: number, event: WorldEvent): void
  /** Repeatable: the same seed and the same calls give the same numbers, in [0, 1). */
  random(): number
  /** A new id that no object of this world had before: `id('i-', 17)` gives `i-` and 17 hex digits. */
  id(prefix: string, hexDigits: number): string
}

export interface WorldState {
  clock: { worldMs: number; wallMs: number }
  seed: number
  draws: number
  events: { at: number; event: WorldEvent }[]
  /** Each service's own part, by its name. */
  parts: Record<string, unknown>
  calls: CallRecord[]
}

export interface WorldSettings {
  readonly speed: number
  readonly seed: number
  readonly latencies: Latencies
}

/** How long things take in this world, in world milliseconds. */
export interface Latencies {
  /** From RunInstances to `running`. */
  instanceRunning: number
  /** From `running` to the end of the start-up script. */
  startUp: number
  natGateway: number
  loadBalancer: number
  /** How often an Auto Scaling group looks at its wish. */
  scalingTick: number
  /** From the first Rancher server's start-up to an answer on /ping. */
  rancherReady: number
  /** From a node's registration to Ready. */
  nodeReady: number
  /** Service time of each call. */
  call: number
}

/** `kind` is `<service>.<what>`; the service that names it handles it. */
export interface WorldEvent {
  kind: string
  [detail: string]: unknown
}

export interface CallRecord {
  at: number
  service: string
  action: string
  status: number
  /** Set where a fault was injected. */
  fault?: string
}

/** A machine of the world, as the services besides the cloud that made it see it. */
export interface Machine {
  readonly id: string
  readonly privateAddress: string
  readonly publicAddress?: string
  readonly hostName: string
  /** Decoded and, where it was compressed, uncompressed. */
  readonly userData: string
}

/** One simulated service behind its real wire protocol. */
export interface Service {
  readonly name: string
  /** Undefined when the request is not this service's. */
  handle(world: World, request: WireRequest): WireAnswer | undefined
  /** Called for each due event whose kind begins with `name.`. */
  happen?(world: World, event: WorldEvent): void
  /** A machine has run its start-up script to the end. */
  machineStarted?(world: World, machine: Machine): void
  /** A machine is gone, by a call or by a fault. */
  machineGone?(world: World, machine: Machine): void
}

export interface WireRequest {
  readonly method: string
  /** The host that was asked for: an API endpoint, or the name in `/_host/<name>/…`, which the path then lacks. */
  readonly host: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** What the call log calls it: `RunInstances`, `POST /v3/tokens`. */
  readonly action: string
}
