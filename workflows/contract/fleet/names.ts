import { z } from 'zod'

const RULE = 'must be lower-case letters a to z, digits and hyphens, begin with a letter and not end with a hyphen'
const PATTERN = /^[a-z]([a-z0-9-]*[a-z0-9])?$/

/**
 * A name that becomes part of cloud, Kubernetes and host names. Plain ASCII alone: a Cyrillic "а" that looks
 * like a Latin one would make a second environment that nobody can tell from the first.
 */
export const name = (longest: number) =>
  z.string(RULE).max(longest, `must not be longer than ${longest} characters`).regex(PATTERN, RULE)

export const fleetName = name(24)
export const environmentName = name(16)
export const clusterName = name(24)
export const poolName = name(24)
export const machineName = name(63)

/** A DNS name, in lower case, with at least one dot. */
export const hostName = z.string().max(253, 'must not be longer than 253 characters')
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, 'must be a host name, as in rancher.dev.acme.example')

/** A DNS name of which the first part may be `*`. */
export const hostPattern = z.string().max(253, 'must not be longer than 253 characters')
  .regex(/^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'must be a machine name or a host name, as in w1 or *.dev.acme.example')
