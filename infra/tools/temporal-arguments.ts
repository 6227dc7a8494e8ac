import { SEARCH_ATTRIBUTES } from '../../workflows/contract/search-attributes.ts'

export type TemporalPorts = { port: number; httpPort: number; metricsPort: number; uiPort?: number }

/**
 * Out of the box the server hands out sequential activities at 10 per second, because its one shard reads its queues 20
 * times a second; the first three lift it to 50. It also puts off a timer that is due within a second to that second's
 * end, as an allowance for clocks that differ; the last makes a look after 200 ms come after 250.
 * (temporalio/temporal:service/history/configs/config.go)
 */
const dynamicConfiguration = {
  'history.transferProcessorMaxPollRPS': 2000,
  'history.timerProcessorMaxPollRPS': 2000,
  'history.visibilityProcessorMaxPollRPS': 2000,
  'history.timerProcessorMaxTimeShift': '"50ms"',
}

export function temporalArguments(database: string, ports: TemporalPorts): string[] {
  return [
    'server', 'start-dev',
    '--ip', '127.0.0.1',
    '--port', String(ports.port),
    '--http-port', String(ports.httpPort),
    '--metrics-port', String(ports.metricsPort),
    ...(ports.uiPort === undefined ? ['--headless'] : ['--ui-port', String(ports.uiPort)]),
    '--db-filename', database,
    '--log-level', 'warn',
    '--log-format', 'json',
    // The file of settings in somebody's home must not change how this server runs.
    '--disable-config-file',
    ...pairs('--dynamic-config-value', dynamicConfiguration),
    ...pairs('--search-attribute', SEARCH_ATTRIBUTES),
  ]
}

const pairs = (flag: string, values: Record<string, string | number>) =>
  Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`])
