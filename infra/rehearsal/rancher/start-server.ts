import type { Machine, World } from '../world.ts'
import { newSettings } from './settings.ts'
import { fingerprint, letters, ranchers, type Rancher } from './state.ts'

/**
 * A machine has installed a Rancher server. The first makes the installation, later ones join it; a first server that
 * finds an installation with living servers joins it too, and one that finds only dead ones starts afresh.
 */
export const startServer = (world: World, machine: Machine, settings: Record<string, string>): void => {
  const hostname = (settings['TRAILBOSS_RANCHER_HOSTNAME'] ?? '').toLowerCase()
  if (!hostname) return
  const known = ranchers(world)[hostname]
  const isFirst = settings['TRAILBOSS_RANCHER_FIRST'] === 'true'
  const isDead = known !== undefined && known.servers.length === 0
  const rancher = known && !(isFirst && isDead) ? known : newRancher(world, hostname)
  ranchers(world)[hostname] = rancher
  if (!rancher.servers.includes(machine.id)) rancher.servers.push(machine.id)
  if (isFirst && rancher.readyAt === undefined) install(world, rancher, settings)
}

/** Joiners may come up before the first server: the installation then waits for it. */
const newRancher = (world: World, hostname: string): Rancher => ({
  hostname,
  version: '',
  adminId: `user-${letters(world, 5)}`,
  password: '',
  startedAt: world.now(),
  servers: [],
  revision: 1000,
  settings: {},
  tokens: {},
  clusters: {},
  machines: {},
})

const install = (world: World, rancher: Rancher, settings: Record<string, string>): void => {
  const version = `v${(settings['TRAILBOSS_RANCHER_VERSION'] ?? '').replace(/^v/, '')}`
  Object.assign(rancher, {
    version,
    password: fingerprint(settings['TRAILBOSS_RANCHER_BOOTSTRAP_PASSWORD'] ?? ''),
    settings: newSettings(world, version),
    startedAt: world.now(),
    readyAt: world.now() + world.settings.latencies.rancherReady,
  })
}
