import { isRecord } from './wire.ts'

/** A custom cluster's spec as it reads back after Rancher has filled in what nobody said. */
export const withDefaults = (spec: Record<string, unknown>): Record<string, unknown> => {
  const rke = spec['rkeConfig']
  const endpoint = spec['localClusterAuthEndpoint']
  return {
    ...spec,
    localClusterAuthEndpoint: isRecord(endpoint) ? withoutFalse(endpoint) : {},
    ...(isRecord(rke) ? { rkeConfig: rkeDefaults(rke) } : {}),
  }
}

const rkeDefaults = (rke: Record<string, unknown>) => {
  const strategy = isRecord(rke['upgradeStrategy']) ? rke['upgradeStrategy'] : {}
  return {
    ...rke,
    dataDirectories: rke['dataDirectories'] ?? {},
    machinePoolDefaults: rke['machinePoolDefaults'] ?? {},
    upgradeStrategy: {
      ...strategy,
      controlPlaneDrainOptions: strategy['controlPlaneDrainOptions'] ?? drainDefaults,
      workerDrainOptions: strategy['workerDrainOptions'] ?? drainDefaults,
    },
  }
}

/** Go's `omitempty` drops what is false. */
const withoutFalse = (record: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== false))

const drainDefaults = {
  deleteEmptyDirData: false,
  disableEviction: false,
  enabled: false,
  force: false,
  gracePeriod: 0,
  ignoreDaemonSets: null,
  ignoreErrors: false,
  postDrainHooks: null,
  preDrainHooks: null,
  skipWaitForDeleteTimeoutSeconds: 0,
  timeout: 0,
}
