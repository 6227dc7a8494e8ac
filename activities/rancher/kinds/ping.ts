import { z } from 'zod'
import { messageOf } from '../../http/answer-failures.ts'
import { gate, type GateView, oneByOne } from '../../resources/gate.ts'
import { rancherClient, type RancherDeps } from '../client.ts'

/** There once Rancher answers. Every failure means "not yet": ingress and certificate come up after the port does. */
export const rancherPing = ({ gateway }: RancherDeps) =>
  gate('rancher.ping', oneByOne(async ({ spec: { url } }): Promise<GateView> => {
    const client = rancherClient({ url, gateway })
    try {
      await client.send({ method: 'GET', path: '/ping' }, z.literal('pong'))
      return { open: true, outputs: { url } }
    } catch (error) {
      return { open: false, why: `Rancher does not answer yet (${messageOf(error)})` }
    }
  }))
