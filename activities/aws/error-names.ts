import type { PersonFailure } from '../../workflows/contract/failures.ts'

/**
 * AWS's names of errors, by who acts next. Services add `Exception` or `Fault` to the same name as they like.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const named = (...patterns: string[]): RegExp => new RegExp(`^(${patterns.join('|')})(Exception|Fault)?$`)

export const THROTTLED = named('Throttling', 'Throttled', 'RequestLimitExceeded', 'TooManyRequests', 'SlowDown')

export const BUSY = named(
  'DependencyViolation', 'ResourceInUse', 'InvalidIPAddress\\.InUse', 'InvalidAllocationID\\.InUse',
  'ScalingActivityInProgress', 'ResourceContention', 'IncorrectInstanceState', 'IncorrectState',
  // Somebody did the same since we looked; the next look sees it.
  'InvalidPermission\\.Duplicate', 'RouteAlreadyExists',
  // A dependency that was just made and is not seen everywhere yet.
  'Invalid(Vpc|Subnet|Group|Instance|RouteTable|InternetGateway|Allocation|LaunchTemplate)I?[dD]?\\.NotFound',
  'NatGatewayNotFound', 'LoadBalancerNotFound', 'TargetGroupNotFound',
)

export const CAPACITY = named(
  'InsufficientInstanceCapacity', 'InsufficientHostCapacity', 'InsufficientCapacity', 'Unsupported',
)

export interface PersonRule {
  names: RegExp
  type: PersonFailure
  /** `ACTION` stands for the IAM action. */
  wayOut: string
  /** Its message is not shown: it can hold an encoded policy or a session token. */
  quiet?: boolean
}

export const REFUSED: Omit<PersonRule, 'names'> = {
  type: 'RequestRefused',
  wayOut: 'correct the fleet file as the message says, then amend the run with it',
}

/** The first that matches counts. */
export const PERSON: PersonRule[] = [
  {
    names: named(
      'AuthFailure', 'InvalidClientTokenId', 'UnrecognizedClient', 'ExpiredToken', 'SignatureDoesNotMatch',
      'RequestExpired', 'MissingAuthenticationToken', 'IncompleteSignature', 'CredentialsProviderError',
    ),
    type: 'CredentialsRefused',
    wayOut: 'give the worker valid AWS credentials and check its clock, then retry the step',
    quiet: true,
  },
  {
    names: named('UnauthorizedOperation', 'AccessDenied'),
    type: 'PermissionMissing',
    wayOut: "allow the IAM action ACTION to the worker's credentials, then retry the step",
    quiet: true,
  },
  {
    names: CAPACITY,
    type: 'CapacityMissing',
    wayOut: 'wait and retry the step, or choose another size or zone in the fleet file',
  },
  {
    names: named('InvalidAMIID\\..*', 'InvalidKeyPair\\.NotFound', 'InvalidInstanceType', 'InvalidZone\\.NotFound'),
    type: 'UnknownReference',
    wayOut: 'name an image, key, size or zone that this region has in the fleet file, then amend the run with it',
  },
  {
    names: named(
      '.*\\.Duplicate', '.*AlreadyExists', 'Resource\\.AlreadyAssociated', 'DuplicateListener',
      'DuplicateLoadBalancerName', 'DuplicateTargetGroupName',
    ),
    type: 'NotOurs',
    wayOut: 'remove or rename what has that name or place and does not carry our tags, then retry the step',
  },
  {
    names: named('.*LimitExceeded', '.*QuotaExceeded', 'TooMany(LoadBalancers|TargetGroups|Listeners|Targets).*'),
    type: 'QuotaExceeded',
    wayOut: 'raise the quota of the account in this region, or ask for less, then retry the step',
  },
  {
    names: named('IdempotentParameterMismatch'),
    type: 'RequestRefused',
    wayOut: 'an earlier try with other parameters went through: look at "trailboss plan", then retry the step',
  },
]
