import type { Machine, Service, WireAnswer, WireRequest, World, WorldEvent } from '../world.ts'
import { agentIdOf, parseRegistrationCommand, register } from './register.ts'
import { answerOpen, answerSignedIn } from './routes.ts'
import { settle } from './settle.ts'
import { authenticate } from './sign-in.ts'
import { startServer } from './start-server.ts'
import { startUpSettings } from './start-up-settings.ts'
import { ranchers, type Rancher } from './state.ts'
import { plain, Refused, toAnswer, unauthorized, type Call, type Reply } from './wire.ts'

/** An agent that finds no Rancher tries again after so long. */
const agentRetryMs = 5000

/**
 * Rancher servers, each under the host name its first machine was given. One answers from `rancherReady` after that
 * machine's start-up, for as long as one of its server machines lives.
 */
export const rancherService: Service = {
  name: 'rancher',

  handle(world, request) {
    const rancher = ranchers(world)[hostOf(request)]
    if (!rancher) return isRancherPath(request.path) ? nobodyAnswers(request) : undefined
    if (!answers(rancher, world.now())) return nobodyAnswers(request)
    settle(world, rancher)
    const token = authenticate(rancher, request, world.now())
    const call: Call = { world, rancher, request, base: `https://${rancher.hostname}`, ...(token ? { token } : {}) }
    return toAnswer(call, replyTo(call))
  },

  happen(world, event) {
    if (event.kind === 'rancher.agent') registerAgent(world, event)
  },

  machineStarted(world, machine) {
    const settings = startUpSettings(machine.userData)
    if (settings['TRAILBOSS_ROLE'] === 'rancher-server') startServer(world, machine, settings)
    const command = settings['TRAILBOSS_REGISTRATION_COMMAND']
    if (settings['TRAILBOSS_ROLE'] !== 'node' || !command) return
    registerAgent(world, {
      kind: 'rancher.agent',
      command,
      cloudId: machine.id,
      address: machine.privateAddress,
      nodeName: settings['TRAILBOSS_HOST_NAME'] || machine.hostName,
    })
  },

  machineGone(world, machine) {
    forgetAgent(world, machine)
    for (const rancher of Object.values(ranchers(world))) {
      settle(world, rancher)
      loseMachine(world, rancher, machine)
    }
  },
}

const loseMachine = (world: World, rancher: Rancher, { id }: Machine): void => {
  rancher.servers = rancher.servers.filter((server) => server !== id)
  for (const node of Object.values(rancher.machines)) {
    // Its object stays: Rancher keeps what nobody deleted, and calls the node not ready after a while.
    if (node.cloudId === id) node.goneAt ??= world.now()
  }
}

/** An agent without a machine tries no more. */
const forgetAgent = (world: World, { id }: Machine): void => {
  const { events } = world.state
  const waiting = events.findIndex(({ event }) => event.kind === 'rancher.agent' && event['cloudId'] === id)
  if (waiting >= 0) events.splice(waiting, 1)
}

/** Registers now, later if Rancher does not answer yet, and never with a command or token that is wrong. */
const registerAgent = (world: World, event: WorldEvent): void => {
  const command = parseRegistrationCommand(String(event['command']))
  if (!command) return
  const rancher = ranchers(world)[command.host]
  if (!rancher || !answers(rancher, world.now())) {
    world.schedule(agentRetryMs, event)
    return
  }
  settle(world, rancher)
  const cloudId = String(event['cloudId'])
  const nodeName = command.nodeName ?? String(event['nodeName'])
  register(world, rancher, {
    ...command,
    agentId: agentIdOf(cloudId),
    cloudId,
    nodeName,
    address: String(event['address']),
  })
}

const answers = (rancher: Rancher, now: number): boolean =>
  rancher.readyAt !== undefined && rancher.readyAt <= now && rancher.servers.length > 0

const replyTo = (call: Call): Reply => {
  try {
    return answerOpen(call) ?? (call.token ? answerSignedIn(call) : unauthorized())
  } catch (error) {
    if (error instanceof Refused) return error.reply
    throw error
  }
}

const hostOf = (request: WireRequest): string => (request.host.split(':')[0] ?? '').toLowerCase()

const isRancherPath = (path: string): boolean =>
  /^\/(ping|healthz|rancherversion)$|^\/v3(-public)?(\/|$)|^\/v1\/[^/]+\.[^/]+/.test(path)

/** What a load balancer says whose servers are all down. */
const nobodyAnswers = (request: WireRequest): WireAnswer => toAnswer({ request }, plain(502, 'Bad Gateway\n'))
