/** Lines in a terminal that are drawn over at each change. `leave` keeps the last ones and gives the cursor back. */
export interface LiveScreen {
  draw(lines: string[]): void
  leave(): void
}

export function createLiveScreen(terminal: NodeJS.WriteStream): LiveScreen {
  let drawn = 0
  return { draw, leave: () => terminal.write('\u001b[?25h') }

  function draw(lines: string[]): void {
    // What has scrolled out of the window cannot be drawn over, so the end of a long tree is left out meanwhile.
    const room = Math.max(4, (terminal.rows || 24) - 2)
    const shown = lines.length <= room ? lines : [...lines.slice(0, room - 1), `  … ${lines.length - room + 1} more lines`]
    const up = drawn > 0 ? `\u001b[${drawn}A` : '\u001b[?25l'
    terminal.write(`${up}\r\u001b[J${shown.map((line) => `${line}\n`).join('')}`)
    drawn = shown.length
  }
}
