import { fileURLToPath } from 'node:url'
import { awsClients } from '../activities/aws/clients.ts'
import { awsKinds } from '../activities/aws/kinds.ts'
import { unownedIn } from '../activities/aws/unowned.ts'
import { scriptReader } from '../activities/bootstrap/read-script.ts'
import { userDataRenderer } from '../activities/bootstrap/render-user-data.ts'
import { rancherKinds } from '../activities/rancher/rancher-kinds.ts'
import { readRegistrationCommand } from '../activities/rancher/registration.ts'
import type { AnyKind } from '../activities/resources/kinds.ts'
import type { ListUnowned } from '../activities/resources/plan-environment.ts'
import { folderSecrets } from '../activities/secrets/folder-secrets.ts'
import { zabbixKinds } from '../activities/zabbix/zabbix-kinds.ts'
import type { WorkerSettings } from './settings.ts'

interface Adapters {
  kinds: AnyKind[]
  listUnowned: ListUnowned
}

/** Builds every kind of resource from one set of settings: the only place where adapters meet their clients. */
export function makeAdapters({ secretsFolder, gateway, env }: WorkerSettings): Adapters {
  const secrets = folderSecrets({ folder: secretsFolder, env })
  const deps = { secrets, gateway }
  const userData = userDataRenderer({
    secrets,
    registrationCommand: readRegistrationCommand(deps),
    readScript: scriptReader(bootstrapFolder),
  })
  const aws = { clients: awsClients(), userData }
  return {
    kinds: [...awsKinds(aws), ...Object.values(rancherKinds(deps)), ...Object.values(zabbixKinds(deps))],
    listUnowned: unownedIn(aws),
  }
}

/** Beside this folder, in the sources as in the compiled package. */
const bootstrapFolder = fileURLToPath(new URL('../infra/bootstrap', import.meta.url))
