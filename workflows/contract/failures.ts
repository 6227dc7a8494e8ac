/**
 * Why an act did not happen, in one word that code may match on. Temporal retries the first group by itself;
 * the second waits for a person; messages are for people and are never matched on.
 */
export type FailureType = RetriedFailure | PersonFailure

export type RetriedFailure =
  /** Asked too often; the service says "slow down". */
  | 'Throttled'
  /** 5xx, or the service cannot be reached. */
  | 'ServiceUnavailable'
  /** The connection broke after the request was sent: it may have happened. The next try looks first. */
  | 'AnswerLost'
  /** Nothing is wrong, it only takes time: an instance boots, a cluster forms. */
  | 'NotYet'
  /** Another object that is going away, or is not seen everywhere yet, is in the way. */
  | 'DependencyBusy'

export type PersonFailure =
  /** The input of an operation; every mistake is in the message. */
  | 'InvalidInput'
  | 'EnvironmentBusy'
  | 'CredentialsRefused'
  | 'PermissionMissing'
  | 'QuotaExceeded'
  /** The cloud has no machine of this size here now. */
  | 'CapacityMissing'
  /** An image, a size, a zone, a version that the service does not know. */
  | 'UnknownReference'
  /** It exists, but not with our tags: it is never changed and never removed. */
  | 'NotOurs'
  /** It differs in a field that cannot be changed in place. */
  | 'NeedsReplacement'
  | 'SecretMissing'
  /** The service refuses the request for a reason of its own; the message carries it. */
  | 'RequestRefused'
  /** A fault of this program, not of what it asked for; the worker's log has the whole story. */
  | 'Defect'
