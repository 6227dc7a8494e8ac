import type { Mistake } from './mistake.ts'

const WIDTH = 100

/** One block of lines for each mistake, `fleet.yaml:12:7 environments.dev.cloud.zones: …`, none wider than 100 columns. */
export function renderMistakes(mistakes: readonly Mistake[], fileName: string): string {
  return mistakes.flatMap((mistake) => wrapped(sentence(mistake, fileName))).join('\n')
}

function sentence({ path, line, column, message }: Mistake, fileName: string): string {
  const place = line === undefined ? fileName : `${fileName}:${line}:${column ?? 1}`
  return path === '' ? `${place} ${message}` : `${place} ${path}: ${message}`
}

/** Further lines are indented, so that the eye finds where the next mistake begins. */
function wrapped(text: string): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of text.split(' ').flatMap(broken)) {
    const longer = current === '' ? word : `${current} ${word}`
    if (longer.length <= WIDTH) {
      current = longer
      continue
    }
    lines.push(current)
    current = `    ${word}`
  }
  return [...lines, current].filter((line) => line !== '')
}

/** A word that fits no line is cut; long paths of long names are the only ones. */
function broken(word: string): string[] {
  const most = WIDTH - 4
  return word.length <= most ? [word] : [word.slice(0, most), ...broken(word.slice(most))]
}
