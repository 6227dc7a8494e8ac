import { gunzipSync } from 'node:zlib'

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b])

/** The text that a machine's start-up reads: base64 undone and, where it was compressed, uncompressed. */
export function decodeUserData(userData: string): string {
  const bytes = Buffer.from(userData, 'base64')
  return (bytes.subarray(0, 2).equals(GZIP_MAGIC) ? gunzipSync(bytes) : bytes).toString('utf8')
}
