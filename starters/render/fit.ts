/** Less room for words than this is not taken at its word. */
const NARROWEST = 6

/** No line of Trailboss is wider, so that it fits a terminal, a CI log and a chat message. */
export const MAX_COLUMNS = 100

// Messages quote what services and files say: an escape sequence in them must not reach a terminal.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu

const oneLine = (text: string): string => text.replace(CONTROL, ' ').trimEnd()

export function fit(text: string, width: number): string {
  const line = oneLine(text)
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`
}

/** The words of `text` in lines of at most `width`, each behind `indent`. A word that is too long is broken. */
export function wrap(text: string, { width, indent }: { width: number; indent: string }): string[] {
  // A terminal may say that it has no columns at all, and an indent may fill a narrow one.
  const room = Math.max(NARROWEST, width - indent.length)
  const lines: string[] = []
  let line = ''
  for (const word of oneLine(text).split(' ').flatMap((part) => pieces(part, room))) {
    if (line && line.length + 1 + word.length > room) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line].map((each) => indent + each)
}

const pieces = (word: string, room: number): string[] =>
  word.length <= room ? [word] : [word.slice(0, room), ...pieces(word.slice(room), room)]

/** `850ms`, `43s`, `2m05s`, `3h07m`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))}ms`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}m${two(seconds % 60)}s`
  return `${Math.floor(minutes / 60)}h${two(minutes % 60)}m`
}

const two = (value: number) => String(value).padStart(2, '0')

/** Columns padded to their widest cell, two spaces between; the last one is cut to the width that is left. */
export function columns(rows: readonly (readonly string[])[], width: number = MAX_COLUMNS): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows.map((row) => fit(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '), width))
}
