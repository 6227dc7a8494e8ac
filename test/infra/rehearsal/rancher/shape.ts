/** Where two JSON values differ in fields and types; values themselves are not compared. Empty when they agree. */
export function shapeDifferences(seen: unknown, recorded: unknown, leftOut: RegExp, path = ''): string[] {
  if (leftOut.test(path)) return []
  const [one, other] = [typeOf(seen), typeOf(recorded)]
  if (one !== other) return [`${path || 'body'} is ${one} and was recorded as ${other}`]
  if (Array.isArray(seen) && Array.isArray(recorded)) {
    // What is in a list is alike; what the first is like tells.
    return seen.length === 0 || recorded.length === 0
      ? []
      : shapeDifferences(seen[0], recorded[0], leftOut, `${path}[]`)
  }
  if (!isRecord(seen) || !isRecord(recorded)) return []
  return [...new Set([...Object.keys(seen), ...Object.keys(recorded)])].flatMap((field) => {
    const inner = `${path}.${field}`
    if (leftOut.test(inner)) return []
    if (!(field in recorded)) return [`${inner} was never recorded`]
    return field in seen ? shapeDifferences(seen[field], recorded[field], leftOut, inner) : [`${inner} is missing`]
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value)
