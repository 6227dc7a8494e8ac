import { explain } from './explain.ts'
import { findOperation } from './operations.ts'
import { finish } from './output.ts'
import { openSession, withSession } from './session.ts'
import { EXIT, Stop, type ExitCode } from './stop.ts'

export interface Telling {
  environment: string
  update: string
  /** The update's argument, where it takes one. */
  about?: object
  json: boolean
  /** What is true afterwards, for a person. */
  told: string
}

/** Sends an update to the environment's running operation. A refused one changes nothing and says why. */
export function tellOperation({ environment, update, about, json, told }: Telling): Promise<ExitCode> {
  return withSession(openSession, async ({ client }) => {
    const { id, running } = await findOperation(client, environment)
    if (!running) throw new Stop(EXIT.failed, `nothing runs for environment "${environment}"; ${id} has ended`)
    const handle = client.workflow.getHandle(id)
    const sent = about ? handle.executeUpdate<unknown, [object]>(update, { args: [about] }) : handle.executeUpdate(update)
    await sent.catch((error: unknown) => {
      throw explain(error)
    })
    const text = [told, '', 'Next:', `  trailboss status ${environment} --watch`]
    return finish(EXIT.done, { json, as: { operation: id, update, ...about }, text })
  })
}
