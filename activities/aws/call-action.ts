import type { Pluggable } from '@smithy/types'

const actions = new WeakMap<Error, string>()

/** Has each error of a client remember the IAM action that was asked for, such as `ec2:RunInstances`. */
export function markAction<Input extends object, Output extends object>(service: string): Pluggable<Input, Output> {
  return {
    applyToStack: (stack) =>
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
      ),
  }
}

export const actionOf = (error: unknown): string =>
  (error instanceof Error ? actions.get(error) : undefined) ?? 'a call to AWS'
