import { readFile, writeFile } from 'node:fs/promises'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { openStage } from '../support/stage.ts'

/**
 * Records the histories that `replay.test.ts` replays: `node test/histories/record.ts`. Recorded anew only when an old
 * run may be broken on purpose; a change of `workflows/` has to pass the ones that are here.
 */
const stage = await openStage({ faults: 'mild' })
stage.startWorker()
try {
  await (await stage.start('provisionEnvironment', 'provision/dev')).result()
  await (await stage.start('decommissionEnvironment', 'decommission/dev')).result()
  for (const id of ['provision/dev', 'rancher/dev', 'cluster/dev/apps', 'decommission/dev', 'environment/dev']) {
    const history = await stage.client.workflow.getHandle(id).fetchHistory()
    const file = new URL(`./${id.replaceAll('/', '-')}.json`, import.meta.url)
    await writeFile(file, `${historyToJSON(history)}\n`)
    process.stderr.write(`${id}: ${history.events?.length ?? 0} events, ${(await readFile(file)).length} bytes\n`)
  }
} finally {
  await stage.stop()
}
