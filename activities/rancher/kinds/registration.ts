import { gate, type GateView, oneByOne } from '../../resources/gate.ts'
import { clientFor, type RancherDeps } from '../client.ts'
import { findRegistrationCommand, notIssued } from '../registration.ts'

/** There once machines can be told how to join the cluster. The command is a secret and is no output. */
export const rancherRegistration = (deps: RancherDeps) =>
  gate('rancher.registration', oneByOne(async ({ spec }): Promise<GateView> => {
    const command = await findRegistrationCommand(await clientFor(deps, spec), spec.clusterId)
    if (command === undefined) return { open: false, why: notIssued(spec.clusterId) }
    return { open: true, outputs: { clusterId: spec.clusterId } }
  }))
