import { awsCall } from './aws/aws-call.ts'
import { logCall } from './call-log.ts'
import { chooseFault } from './faults/choose-fault.ts'
import { faultAnswer } from './faults/fault-answer.ts'
import type { FaultKind } from './faults/fault-plan.ts'
import type { Service, WireAnswer, WireRequest, World } from './world.ts'

export interface Exchange {
  readonly answer: WireAnswer
  /** The act is done, but the caller shall not hear of it. */
  readonly lost: boolean
  readonly slow: boolean
}

/** One call: faults before the act, the act itself by the service it belongs to, faults after it. */
export function exchange(world: World, services: readonly Service[], request: WireRequest): Exchange {
  const call = callName(request)
  const fault = chooseFault(world, call.action)
  const after = fault === 'lostAnswer' || fault === 'slow'
  const answered =
    fault && !after
      ? { service: call.service, answer: faultAnswer(fault, { action: call.action, ...(call.aws ? { aws: call.aws } : {}) }) }
      : act(world, services, request)
  log(world, answered, call.aws, fault)
  return { answer: answered.answer, lost: fault === 'lostAnswer', slow: fault === 'slow' }
}

interface Answered {
  service: string
  answer: WireAnswer
}

function act(world: World, services: readonly Service[], request: WireRequest): Answered {
  for (const service of services) {
    const answer = service.handle(world, request)
    if (answer) return { service: service.name, answer }
  }
  const action = `${request.method} ${request.path}`
  const body = JSON.stringify({ message: `nothing in this world answers for ${request.host}` })
  return { service: request.host, answer: { status: 404, headers: { 'content-type': 'application/json' }, body, action } }
}

function log(world: World, { service, answer }: Answered, aws: string | undefined, fault: FaultKind | undefined): void {
  const { action, status } = answer
  logCall(world, { at: world.now(), service: aws ?? service, action, status, ...(fault ? { fault } : {}) })
}

// Known before the act, so that a refused call has a name too.
function callName(request: WireRequest): { service: string; action: string; aws?: string } {
  const aws = awsCall(request)
  if (aws) return { service: aws.service, action: aws.action, aws: aws.service }
  const rpc = request.body.startsWith('{') ? /"method"\s*:\s*"([\w.]+)"/.exec(request.body)?.[1] : undefined
  return { service: request.host, action: rpc ?? `${request.method} ${request.path}` }
}
