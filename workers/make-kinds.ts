import { fileURLToPath } from 'node:url'
import { awsClients } from '../activities/aws/clients.ts'
import { awsKinds } from '../activities/aws/kinds.ts'
import { scriptReader } from '../activities/bootstrap/read-script.ts'
import { userDataRenderer } from '../activities/bootstrap/render-user-data.ts'
import { rancherKinds } from '../activities/rancher/rancher-kinds.ts'
import { readRegistrationCommand } from '../activities/rancher/registration.ts'
import type { AnyKind } from '../activities/resources/kinds.ts'
import { folderSecrets } from '../activities/secrets/folder-secrets.ts'
import { zabbixKinds } from '../activities/zabbix/zabbix-kinds.ts'
import type { WorkerSettings } from './settings.ts'

/** Builds every kind of resource from one set of settings: the only place where adapters meet their clients. */
export function makeKinds({ secretsFolder, gateway, env }: WorkerSettings): AnyKind[] {
  const secrets = folderSecrets({ folder: secretsFolder, env })
  const deps = { secrets, gateway }
  const userData = userDataRenderer({
    secrets,
    registrationCommand: readRegistrationCommand(deps),
    readScript: scriptReader(bootstrapFolder),
  })
  return [
    ...Object.values(awsKinds({ clients: awsClients(), userData })),
    ...Object.values(rancherKinds(deps)),
    ...Object.values(zabbixKinds(deps)),
  ]
}

/** Beside the sources as in the package, where it lies one folder higher than the compiled code. */
const bootstrapFolder = fileURLToPath(new URL('../infra/bootstrap', import.meta.url))
