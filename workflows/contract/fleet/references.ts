import { z } from 'zod'
import type { SecretRef } from '../resource.ts'
import { text } from './strict.ts'

const SECRET = 'must say where the secret lies, as in env:NAME or file:PATH; the secret itself never belongs in this file'

/** A secret by reference. The message never repeats what was written, as that may be the secret. */
export const secret = z.string(SECRET)
  .regex(/^(env:[A-Za-z_][A-Za-z0-9_]{0,127}|file:[^\s\u0000-\u001f]{1,1000})$/, SECRET)
  .transform((where): SecretRef => ({ secret: where }))

const URL_RULE = 'must be a URL, as in https://zabbix.acme.example/api_jsonrpc.php, without a user or password in it'

/** An http or https address. A password in it would travel in every log, so it is refused and not repeated. */
export const webAddress = text.regex(
  /^https?:\/\/([A-Za-z0-9]|\{environment\})([A-Za-z0-9.-]|\{environment\})*(:\d{1,5})?(\/[^\s@]*)?$/,
  URL_RULE,
)

/** Where backups go; what each scheme needs besides is in the environment's cloud section. */
export const storeAddress = text.regex(
  /^(s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]|azblob:\/\/[a-z0-9]{3,24}|file:\/\/)(\/[^\s]*)?$/,
  'must be a store, as in s3://bucket/path, azblob://account/path or file:///path',
)

const KEY_RULE = 'must be an OpenSSH public key on one line, as in "ssh-ed25519 AAAA… ops@acme"'

/** One line of an `authorized_keys` file. A private key put here by mistake is refused and not repeated. */
export const sshPublicKey = z.string(KEY_RULE).max(16_384, KEY_RULE).regex(
  /^(ssh-ed25519 AAAAC3NzaC1lZDI1NTE5|ssh-rsa AAAAB3NzaC1yc2E|ecdsa-sha2-nistp\d{3} AAAAE2VjZHNhLXNoYTItbmlzdH)[A-Za-z0-9+/]{20,}={0,2}( [^\r\n]{0,200})?$/,
  KEY_RULE,
)
