import { ApplicationFailure } from '@temporalio/common'
import type { PersonFailure } from '../../workflows/contract/failures.ts'
import { refuse, retryLater } from '../failures.ts'

export interface Asked {
  /** As IAM names it: `ec2:RunInstances`. */
  readonly action: string
  /** The resource, or the kind where a whole kind was listed. */
  readonly key: string
}

/** What AWS, or the way to it, said, in our words: who has to act next. Failures of ours pass unchanged. */
export function toFailure(error: unknown, asked: Asked): unknown {
  if (!(error instanceof Error) || error instanceof ApplicationFailure) return error
  return connectionFailure(error, asked) ?? retriedFailure(error, asked) ?? personFailure(error, asked) ?? error
}

/** The object that was asked about is not there. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof Error && /NotFound(Exception)?$/.test(error.name)

function connectionFailure(error: Error, { action, key }: Asked) {
  const codes = [codeOf(error), codeOf(error.cause), error.name]
  if (codes.some((code) => NEVER_SENT.has(code))) {
    const message = `${key}: ${action} did not reach AWS (${error.message}); check the endpoint and the network`
    return retryLater('ServiceUnavailable', message, { cause: error })
  }
  if (!codes.some((code) => BROKEN.has(code))) return undefined
  const message = `${key}: the answer to ${action} was lost (${error.message}); the next try looks whether it happened`
  return retryLater('AnswerLost', message, { nextRetryDelayMs: jittered(2_000), cause: error })
}

function retriedFailure(error: Error, { action, key }: Asked) {
  const said = `${key}: ${action}: ${error.name}: ${error.message}`
  if (THROTTLED.test(error.name) || statusOf(error) === 429) {
    return retryLater('Throttled', said, { nextRetryDelayMs: jittered(4_000), cause: error })
  }
  if (BUSY.test(error.name)) return retryLater('DependencyBusy', said, { nextRetryDelayMs: jittered(3_000), cause: error })
  if (statusOf(error) >= 500 && !CAPACITY.test(error.name)) return retryLater('ServiceUnavailable', said, { cause: error })
  return undefined
}

function personFailure(error: Error, { action, key }: Asked) {
  const rule = PERSON.find(({ names }) => names.test(error.name))
  // Without a status it is no answer of AWS but a fault of this program, which must stay visible as one.
  if (rule === undefined && statusOf(error) === 0) return undefined
  const { type, wayOut, quiet }: Omit<PersonRule, 'names'> = rule ?? REFUSED
  const said = quiet ? error.name : `${error.name}: ${error.message}`
  // The cause would carry a quiet error's message on.
  return refuse(type, `${key}: ${action}: ${said}`, wayOut.replace('ACTION', action), quiet ? undefined : error)
}

interface PersonRule {
  names: RegExp
  type: PersonFailure
  wayOut: string
  /** Its message is not shown: it can hold an encoded policy or a session token. */
  quiet?: boolean
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html; the first that matches counts. */
const THROTTLED = /^(Throttling|ThrottlingException|ThrottledException|RequestLimitExceeded|TooManyRequests.*|SlowDown)$/
const BUSY = new RegExp(
  [
    'DependencyViolation', 'InvalidIPAddress\\.InUse', 'ResourceInUse(Fault|Exception)?', 'ScalingActivityInProgress.*',
    'IncorrectInstanceState', 'IncorrectState', 'InvalidPermission\\.Duplicate', 'RouteAlreadyExists',
    'ResourceContention.*', 'InvalidAllocationID\\.InUse',
    // A dependency that was just made and is not seen everywhere yet.
    'Invalid(Vpc|Subnet|Group|Instance|RouteTable|InternetGateway|Allocation|LaunchTemplate|NatGateway)I?[dD]?\\.NotFound',
    'NatGatewayNotFound', '(LoadBalancer|TargetGroup)NotFound(Exception)?',
  ].map((name) => `^${name}$`).join('|'),
)
const CAPACITY = /^(InsufficientInstanceCapacity|InsufficientHostCapacity|InsufficientCapacity|Unsupported)$/
const REFUSED: Omit<PersonRule, 'names'> = {
  type: 'RequestRefused',
  wayOut: 'correct the fleet file as the message says, then retry the step',
}

const PERSON: PersonRule[] = [
  {
    names: /^(AuthFailure|InvalidClientTokenId|UnrecognizedClient(Exception)?|ExpiredToken(Exception)?|SignatureDoesNotMatch|RequestExpired|MissingAuthenticationToken|CredentialsProviderError|IncompleteSignature)$/,
    type: 'CredentialsRefused',
    wayOut: 'give the worker valid AWS credentials and check its clock, then retry the step',
    quiet: true,
  },
  {
    names: /^(UnauthorizedOperation|AccessDenied(Exception)?|OperationNotPermittedException)$/,
    type: 'PermissionMissing',
    wayOut: 'allow the IAM action ACTION to the worker\'s credentials, then retry the step',
    quiet: true,
  },
  {
    names: CAPACITY,
    type: 'CapacityMissing',
    wayOut: 'wait and retry the step, or choose another size or zone in the fleet file',
  },
  {
    names: /^(InvalidAMIID\..*|InvalidKeyPair\.NotFound|InvalidInstanceType|InvalidZone\.NotFound|InvalidParameterValue\.InstanceType)$/,
    type: 'UnknownReference',
    wayOut: 'name an image, key, size or zone that this region has, then retry the step',
  },
  {
    names: /^(.*\.Duplicate|Resource\.AlreadyAssociated|.*AlreadyExists(Fault|Exception)?|Duplicate(LoadBalancer|TargetGroup)Name(Exception)?|DuplicateListener(Exception)?)$/,
    type: 'NotOurs',
    wayOut: 'remove or rename the object of that name, which does not carry our tags, or rename the resource',
  },
  {
    names: /(LimitExceeded|QuotaExceeded|QuotaReached|LimitExceededFault|LimitExceededException|TooManyLoadBalancers.*|TooManyTargetGroups.*|TooManyListeners.*|InsufficientFreeAddressesInSubnet)$/,
    type: 'QuotaExceeded',
    wayOut: 'raise the quota of the account in this region, or ask for less, then retry the step',
  },
  {
    names: /^IdempotentParameterMismatch$/,
    type: 'RequestRefused',
    wayOut: 'an earlier try with other parameters went through: look at "trailboss plan", then retry the step',
  },
]

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'TimeoutError', 'AbortError', 'ECONNABORTED'])

/** Spread over ±50 %, so that many steps that met one fault do not come back together. */
const jittered = (ms: number): number => ms * (0.5 + Math.random())

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

function statusOf(error: Error): number {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined
  const status: unknown =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata ? metadata.httpStatusCode : 0
  return typeof status === 'number' ? status : 0
}
