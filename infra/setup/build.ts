import { cp, mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'

const root = new URL('../../', import.meta.url)
const dist = new URL('dist/', root)

// Beside the compiled code, where it looks for them: what is read as files and not imported.
await cp(new URL('infra/bootstrap', root), new URL('infra/bootstrap', dist), { recursive: true })
await mkdir(new URL('infra/schema', dist), { recursive: true })
await cp(new URL('infra/schema/fleet.schema.json', root), new URL('infra/schema/fleet.schema.json', dist))

// Made from the compiled files, so that the bundle a package carries is of the same build as the code beside it.
const { code } = await bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('workflows/index.js', dist)) })
await writeFile(new URL('workflow-bundle.js', dist), code)
