/**
 * The environment as it counts: defaults first, the environment's own on top. Maps are merged key by key, lists and
 * single values replaced whole. `{environment}` becomes the environment's name in each text.
 */
export function mergeDefaults(defaults: unknown, section: unknown, environment: string): unknown {
  return expandEnvironment(merged(defaults, section), environment)
}

/** JSON-like data alone; anything else counts as not a map. */
export const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function merged(under: unknown, over: unknown): unknown {
  if (over === undefined) return under
  if (!isMapping(under) || !isMapping(over)) return over
  // A choice between shapes (an engine and its version, a cloud) is taken whole: halves of two would fit neither.
  if (isChoice(over)) return over
  const keys = new Set([...Object.keys(under), ...Object.keys(over)])
  return Object.fromEntries([...keys].map((key) => [key, merged(under[key], over[key])]))
}

const isChoice = (value: Record<string, unknown>): boolean => 'engine' in value || 'provider' in value

/** `{environment}` becomes `environment`, in each text at any depth. */
export function expandEnvironment(value: unknown, environment: string): unknown {
  if (typeof value === 'string') return value.replaceAll('{environment}', environment)
  if (Array.isArray(value)) return value.map((item) => expandEnvironment(item, environment))
  if (!isMapping(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expandEnvironment(item, environment)]))
}
