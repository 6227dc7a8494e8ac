import { z } from 'zod'
import { formatCidr, parseCidr } from './cidr.ts'
import { secret, sshPublicKey } from './references.ts'
import { optional, strict, text } from './strict.ts'

const RULE = 'must be an IPv4 block, as in 10.10.0.0/16'

const cidr = z.string(RULE).refine((written) => parseCidr(written) !== undefined, { message: RULE, abort: true })
  .transform((written) => {
    const block = parseCidr(written)
    return block === undefined ? written : formatCidr(block)
  })

export const address = z.ipv4('must be an IPv4 address, as in 192.0.2.11')

/** Who may come in from outside: `allowFrom` reaches the bastion, Rancher and the ingress, and nobody else does. */
export const network = strict({
  cidr,
  allowFrom: z.array(cidr).min(1, 'must name at least one block, or nobody reaches the bastion').max(50),
})

/** One that is made (`size`), or one that is there already (`address`). */
export const bastion = strict({ size: optional(text), address: optional(address) })

export const ssh = strict({
  user: z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'must be a user name, as in ubuntu'),
  publicKey: sshPublicKey,
  privateKey: secret,
})
