import { randomBytes } from 'node:crypto'
import type { Resolved, Scope, SecretRef } from '../../workflows/contract/resource.ts'
import type { NodeRegistration, UserData } from '../../workflows/contract/specs.ts'
import type { UserDataRenderer } from '../aws/user-data-port.ts'
import { fingerprints } from '../secrets/fingerprint.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { commandForNode } from './command-for-node.ts'
import { packScript } from './pack-script.ts'
import { type SecretSettings, settingsOf } from './settings.ts'
import { settingsBlock } from './settings-block.ts'
import { startProgram } from './start-program.ts'

/** What the renderer needs of its surroundings. */
export interface UserDataDeps {
  readonly secrets: Secrets
  /** Rancher's own command that makes a machine a node of this cluster, without roles. */
  registrationCommand(cluster: { url: string; token: SecretRef; clusterId: string }): Promise<string>
  /** A file of `infra/bootstrap/`, by its path there. */
  readScript(path: string): Promise<string>
}

/**
 * Renders a machine's start-up script. The same input gives the same text; secrets that Trailboss keeps itself are made
 * the first time they are asked for and are the same ever after.
 */
export function userDataRenderer(deps: UserDataDeps): UserDataRenderer {
  return {
    render: async (scope: Scope, userData: Resolved<UserData>) => {
      const settings = settingsBlock(settingsOf(userData, await secretSettings(deps, userData)))
      const program = await startProgram(userData, deps.readScript)
      const install = await deps.readScript('install.sh')
      return {
        text: packScript({ settings, program, install, role: userData.role }),
        // Of what the machine is told, and not of how that is packed: another zlib is no reason to replace machines.
        fingerprint: await fingerprints(deps.secrets, scope.fleet)([settings, program, install].join('\n')),
      }
    },
  }
}

async function secretSettings(deps: UserDataDeps, userData: Resolved<UserData>): Promise<SecretSettings> {
  const { rancherServer, registration } = userData
  return {
    joinToken: rancherServer ? await deps.secrets.makeOnce(rancherServer.joinToken, strongSecret) : '',
    bootstrapPassword: rancherServer ? await deps.secrets.makeOnce(rancherServer.bootstrapPassword, strongSecret) : '',
    registrationCommand: registration ? await registrationOf(deps, registration) : '',
  }
}

async function registrationOf(deps: UserDataDeps, registration: Resolved<NodeRegistration>): Promise<string> {
  const { rancherUrl: url, token, clusterId } = registration
  return commandForNode(await deps.registrationCommand({ url, token, clusterId }), registration)
}

const strongSecret = () => randomBytes(32).toString('hex')
