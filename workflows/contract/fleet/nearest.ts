/** The known word that `word` was most likely meant to be; undefined when none is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  // Not for lists longer than anybody writes: the comparison is slow, and no near word is missed there.
  if (word.length > 40 || known.length > 100) return undefined
  const [best] = known
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
  return best !== undefined && best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined
}

/** How many letters must be put in, taken out or changed to make one word of the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1]
    for (const [column, otherLetter] of [...other].entries()) {
      const changed = at(row, column) + (letter === otherLetter ? 0 : 1)
      next.push(Math.min(changed, at(row, column + 1) + 1, at(next, column) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY
