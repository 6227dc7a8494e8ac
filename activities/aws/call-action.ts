import { isNativeError } from 'node:util/types'
import type { Pluggable } from '@smithy/types'

const actions = new WeakMap<Error, string>()

/** Has each error of a client remember the IAM action that was asked for, such as `ec2:RunInstances`. */
export function markAction<Input extends object, Output extends object>(service: string): Pluggable<Input, Output> {
  return {
    applyToStack: (stack) => {
      stack.add(
        (next, context) => async (args) => {
          try {
            return await next(args)
          } catch (error) {
            const command = String(context['commandName']).replace(/Command$/, '')
            if (error instanceof Error) actions.set(error, `${service}:${command}`)
            throw error
          }
        },
        { step: 'initialize', name: 'trailbossMarkAction' },
      )
      stack.add(
        (next) => async (args) => {
          try {
            return await next(args)
          } catch (error) {
            throw ofThisRealm(error)
          }
        },
        { step: 'deserialize', name: 'trailbossKeepConnectionErrors' },
      )
    },
  }
}

export const actionOf = (error: unknown): string =>
  (error instanceof Error ? actions.get(error) : undefined) ?? 'a call to AWS'

/**
 * Node's own errors are no `Error` to code that runs in a `vm` context, and the SDK keeps only the text of such ones:
 * whether the connection broke or never was would be lost.
 */
function ofThisRealm(error: unknown): unknown {
  if (error instanceof Error || !isNativeError(error)) return error
  return Object.assign(new Error(error.message), error, { name: error.name })
}
