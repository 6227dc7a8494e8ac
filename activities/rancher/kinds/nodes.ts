import { gate, type GateView } from '../../resources/gate.ts'
import type { Wanted } from '../../resources/kind.ts'
import { clientFor, type RancherDeps } from '../client.ts'
import { listMachines, type Machine, POOL_LABEL } from '../machines.ts'
import { byServer } from '../../http/by-server.ts'

/** There once as many nodes of the pool as it shall have are running. */
export const rancherNodes = (deps: RancherDeps) =>
  gate('rancher.nodes', async (wanted) => {
    const views = new Map<Wanted<'rancher.nodes'>, GateView>()
    for (const [access, pools] of byServer(wanted)) {
      const machines = await listMachines(await clientFor(deps, access))
      for (const pool of pools) views.set(pool, viewOf(pool, machines))
    }
    return wanted.map((pool) => views.get(pool) ?? { open: false, why: `${pool.key} was not looked at` })
  })

function viewOf({ spec: { cluster, pool, count } }: Wanted<'rancher.nodes'>, machines: readonly Machine[]): GateView {
  const registered = machines.filter((machine) => machine.cluster === cluster && machine.labels[POOL_LABEL] === pool)
  const ready = registered.filter((machine) => machine.running).length
  if (ready >= count) return { open: true, outputs: { nodes: String(ready) } }
  const why = `${registered.length} of ${count} nodes of pool ${pool} have registered, ${ready} ${isOrAre(ready)} ready`
  return { open: false, why }
}

const isOrAre = (count: number) => (count === 1 ? 'is' : 'are')
