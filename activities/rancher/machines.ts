import { z } from 'zod'
import type { JsonClient } from '../http/json-client.ts'

/** A node of a downstream cluster as Rancher knows it from its registration on. */
export interface Machine {
  readonly name: string
  readonly cluster: string
  /** Labels that the node registered with, by whichever way this Rancher keeps them. */
  readonly labels: Readonly<Record<string, string>>
  readonly running: boolean
}

/** Every machine of every cluster but those being removed; `/v3/nodes` would not show them while they register. */
export async function listMachines(client: JsonClient): Promise<Machine[]> {
  const { data } = await client.send({ method: 'GET', path: '/v1/cluster.x-k8s.io.machines' }, List)
  const machines = data.filter(({ metadata }) => !metadata.deletionTimestamp)
  const bootstrapLabels = machines.length === 0 ? new Map<string, Labels>() : await listBootstrapLabels(client)
  return machines.map((machine) => machineOf(machine, bootstrapLabels.get(machine.metadata.name) ?? {}))
}

export const POOL_LABEL = 'trailboss.io/pool'

type Labels = Readonly<Record<string, string>>

/**
 * Rancher 2.11 keeps the labels of a registration on the machine's bootstrap object, as JSON in an annotation; the
 * machine itself has only Rancher's own.
 */
async function listBootstrapLabels(client: JsonClient): Promise<Map<string, Labels>> {
  const found = await client.find({ method: 'GET', path: '/v1/rke.cattle.io.rkebootstraps' }, List)
  return new Map((found?.data ?? []).map(({ metadata }) => [metadata.name, registeredLabels(metadata.annotations)]))
}

function machineOf({ metadata, spec, status }: WireMachine, bootstrapLabels: Labels): Machine {
  return {
    name: metadata.name,
    cluster: spec?.clusterName ?? metadata.labels?.['cluster.x-k8s.io/cluster-name'] ?? '',
    labels: { ...bootstrapLabels, ...registeredLabels(metadata.annotations), ...metadata.labels },
    running: status?.phase === 'Running',
  }
}

function registeredLabels(annotations: Labels | null | undefined): Labels {
  const kept = annotations?.['rke.cattle.io/labels']
  return kept === undefined ? {} : RegisteredLabels.parse(JSON.parse(kept))
}

const RegisteredLabels = z.record(z.string(), z.string())

const WireMachine = z.object({
  metadata: z.object({
    name: z.string(),
    deletionTimestamp: z.string().nullish(),
    labels: RegisteredLabels.nullish(),
    annotations: RegisteredLabels.nullish(),
  }),
  spec: z.object({ clusterName: z.string().optional() }).nullish(),
  status: z.object({ phase: z.string().optional() }).nullish(),
})
type WireMachine = z.infer<typeof WireMachine>

const List = z.object({ data: z.array(WireMachine) })
