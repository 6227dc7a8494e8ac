import { gzipSync } from 'node:zlib'
import type { MachineRole } from '../../workflows/contract/specs.ts'
import { refuse } from '../failures.ts'

/** What EC2 takes, before its own base64. */
const LIMIT_BYTES = 16_384
/** Up to here the program stays readable in the cloud's console. */
const READABLE_BYTES = 12_288

export interface StartScript {
  readonly role: MachineRole
  readonly settings: string
  readonly program: string
  readonly install: string
}

/** One user-data text: the settings in plain text, the program as it is or, where that is too long, compressed. */
export function packScript(script: StartScript): string {
  const readable = joined(script, plain(script.program))
  if (Buffer.byteLength(readable) <= READABLE_BYTES) return readable
  const packed = joined(script, compressed(script.program))
  const size = Buffer.byteLength(packed)
  if (size <= LIMIT_BYTES) return packed
  throw refuse(
    'InvalidInput',
    `the start-up script of role "${script.role}" has ${size} bytes, and a cloud takes ${LIMIT_BYTES}`,
    'give its pool fewer labels, taints, disks or Gluster mounts',
  )
}

const joined = ({ settings, install }: StartScript, unpack: string) =>
  ['#!/usr/bin/env bash', settings, '', unpack, install.replace(/^#!.*\n/, '')].join('\n')

const plain = (program: string) => `unpack_program() { cat <<'${END}'\n${program}${END}\n}\n`

const compressed = (program: string) =>
  `unpack_program() { base64 -d <<'${END}' | gunzip\n${zipped(program)}\n${END}\n}\n`

const END = 'TRAILBOSS_PROGRAM_END'

const zipped = (program: string) =>
  gzipSync(program, { level: 9 }).toString('base64').replace(/.{1,100}/g, '$&\n').trimEnd()
