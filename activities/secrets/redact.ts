import { types } from 'node:util'

/**
 * Every secret this process has handed out, so that it can be struck from whatever leaves the process. Kept per
 * process and not per client, because a failure does not know whose secret it carries.
 */
const handedOut = new Set<string>()

/** Shorter ones would strike ordinary words out of every message. */
const SHORTEST = 6

/** Each login to Rancher brings a session token; a worker that runs for a year would search through thousands. */
const MOST = 5000

const STRUCK = '[secret]'

/** Returns `value`, which from now on `redactSecrets` finds, also as JSON and as part of an address. */
export function rememberSecret(value: string): string {
  for (const form of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)]) {
    if (form.length >= SHORTEST) remember(form)
  }
  return value
}

function remember(form: string): void {
  // Taken out first, so that what is in use stays among the youngest.
  handedOut.delete(form)
  handedOut.add(form)
  const [oldest] = handedOut
  if (handedOut.size > MOST && oldest !== undefined) handedOut.delete(oldest)
}

export function redactSecrets(text: string): string {
  // The longest first: a token contains its own key, and striking the key alone would leave the rest.
  const found = [...handedOut].filter((secret) => text.includes(secret)).sort((a, b) => b.length - a.length)
  return found.reduce((cleaned, secret) => cleaned.replaceAll(secret, STRUCK), text)
}

/** The same error with every remembered secret struck from message, stack, details and causes. Twice is safe. */
export function redactFailure<T>(error: T): T {
  redactWithin(error, new Set())
  return error
}

function redactWithin(value: unknown, seen: Set<unknown>): unknown {
  if (typeof value === 'string') return redactSecrets(value)
  if (!carriesText(value) || seen.has(value)) return value
  seen.add(value)
  // Message, stack and cause are own properties that are not enumerable, hence no Object.entries.
  for (const name of Reflect.ownKeys(value)) redactProperty(value, name, seen)
  return value
}

/** Sockets, buffers and the like hang on vendors' errors; nothing of them is ever written out. */
function carriesText(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  return types.isNativeError(value) || Array.isArray(value) || isPlain(value)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function redactProperty(owner: object, name: string | symbol, seen: Set<unknown>): void {
  const property = Object.getOwnPropertyDescriptor(owner, name)
  // A getter computes from properties that are cleaned on their own; an error's stack is the exception.
  const before: unknown = name === 'stack' ? Reflect.get(owner, name) : property?.value
  const after = redactWithin(before, seen)
  if (after === before) return
  const enumerable = property?.enumerable ?? false
  Reflect.defineProperty(owner, name, { value: after, enumerable, configurable: true, writable: true })
}
