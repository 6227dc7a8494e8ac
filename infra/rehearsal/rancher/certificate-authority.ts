import { fingerprint } from './state.ts'

/** A Rancher's own certificate authority. Nobody holds its key: a rehearsal is spoken to in clear, on loopback. */
export const certificateAuthority = [
  '-----BEGIN CERTIFICATE-----',
  'MIIBvDCCAWOgAwIBAgIBADAKBggqhkjOPQQDAjBGMRwwGgYDVQQKExNkeW5hbWlj',
  'bGlzdGVuZXItb3JnMSYwJAYDVQQDDB1keW5hbWljbGlzdGVuZXItY2FAMTc5NTQx',
  'NzgxNzAeFw0yNjExMjMwNzEwMTdaFw0zNjExMjAwNzEwMTdaMEYxHDAaBgNVBAoT',
  'E2R5bmFtaWNsaXN0ZW5lci1vcmcxJjAkBgNVBAMMHWR5bmFtaWNsaXN0ZW5lci1j',
  'YUAxNzk1NDE3ODE3MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZFs8jT1W89a6',
  'LWRIPaiq42LNO6LR3N0L7CCu7Eqn7mLV3cLcVXq8pmqVAkrRrOVyUQWp0GfPip8o',
  'koZEzkbtBKNCMEAwDgYDVR0PAQH/BAQDAgKkMA8GA1UdEwEB/wQFMAMBAf8wHQYD',
  'VR0OBBYEFEJE6rw36cI0RGzfWQ99tClPeXweMAoGCCqGSM49BAMCA0cAMEQCIGyG',
  'RDKtVtA1mwmeRMhdCFDvadFhrZoCJ+nPjHrRIU+AAiA1AS+IhXEh0kTfC6ox1Ssm',
  '3bTl/Mv0AJKutgxoDhCH8A==',
  '-----END CERTIFICATE-----',
].join('\n')

/** What registration commands tell agents to expect: the checksum of the file, which ends with a new line. */
export const certificateChecksum = fingerprint(`${certificateAuthority}\n`)
