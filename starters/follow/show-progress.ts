import { styleText } from 'node:util'
import { changeLines, pendingLine } from '../render/plain.ts'
import { treeLines, type Style } from '../render/tree.ts'
import { createLiveScreen } from './live-screen.ts'
import type { OperationView } from './view.ts'

export interface Progress {
  show(view: OperationView): void
  end(): void
}

/** A log is watched by machines that end what is silent for too long, and by people who wonder. */
const SILENCE_MS = 30_000

/** A tree that is drawn over where a person looks on; one line per change everywhere else. */
export const showProgress = (terminal: NodeJS.WriteStream, now: () => number = Date.now): Progress =>
  isLive(terminal) ? liveProgress(terminal, now) : plainProgress((line) => terminal.write(`${line}\n`), now)

export const isLive = (terminal: NodeJS.WriteStream): boolean => terminal.isTTY && !process.env['CI']

/** Colours where somebody sees them, as https://no-color.org asks. */
export const painterFor = (terminal: NodeJS.WriteStream) => (style: Style, text: string): string =>
  terminal.isTTY && !process.env['NO_COLOR'] ? styleText(style, text) : text

function liveProgress(terminal: NodeJS.WriteStream, now: () => number): Progress {
  const screen = createLiveScreen(terminal)
  const paint = painterFor(terminal)
  return {
    show: (view) => screen.draw(treeLines(view, { now: now(), show: 'moving', width: widthOf(terminal), paint })),
    end: () => screen.leave(),
  }
}

/** A terminal whose size nobody set (a serial line, `script`) says 0 columns; 80 is what such a one has. */
const widthOf = (terminal: NodeJS.WriteStream): number => terminal.columns || 80

export function plainProgress(say: (line: string) => void, now: () => number): Progress {
  let before: OperationView | undefined
  let spokeAt = now()
  return { show, end: () => undefined }

  function show(view: OperationView): void {
    const lines = changeLines(before, view, now())
    if (lines.length === 0 && view.state === 'running' && now() - spokeAt >= SILENCE_MS) lines.push(pendingLine(view, now()))
    if (lines.length > 0) spokeAt = now()
    lines.forEach(say)
    before = view
  }
}
