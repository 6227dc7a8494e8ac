import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { shapeDifferences } from './shape.ts'
import type { Answered } from './small-world.ts'

export interface Recording {
  name: string
  request: { method: string; path: string; headers: Record<string, string>; body: unknown }
  response: { status: number; headers: [string, string][]; body: unknown }
}

/** What a server is asked instead of the recorded request, where that names objects of the recorded server. */
export type Replay = (recording: Recording) => Answered

const folder = new URL('recordings/', import.meta.url)

/** One test for each recorded exchange with a real Rancher 2.11: same status, same kind of content, same fields. */
export function recordingsSuite(replay: Replay, leftOut: Record<string, RegExp>): void {
  for (const file of readdirSync(folder).toSorted()) {
    const recording = readRecording(file)
    it(`answers like the recording ${recording.name}`, () => {
      const answer = replay(recording)
      const recorded = recording.response
      expect(answer.status).toBe(recorded.status)
      expect(kindOf(Object.entries(answer.headers))).toBe(kindOf(recorded.headers))
      expect(shapeDifferences(answer.body, recorded.body, leftOut[recording.name] ?? /^$/)).toEqual([])
      if (recorded.status >= 400) expect(answer.body).toEqual(inOurNames(recorded.body))
    })
  }
}

const readRecording = (file: string): Recording =>
  // The files were written with exactly these members; two of them may call themselves the same.
  ({ ...JSON.parse(readFileSync(new URL(file, folder), 'utf8')), name: file.replace('.json', '') } as Recording)

const kindOf = (headers: [string, string][]) => headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]

/** The recorded body with our cluster's name in it. */
const inOurNames = (body: unknown): unknown => JSON.parse(JSON.stringify(body).replaceAll('rke2-wh', 'apps'))
