import { expect, it } from '@jest/globals'
import { fingerprints } from '../../../activities/secrets/fingerprint.ts'
import { folderSecrets } from '../../../activities/secrets/folder-secrets.ts'
import { tempFolder } from './temp-folder.ts'

it('tells equal texts from different ones, alike in each worker and otherwise in each fleet', async () => {
  const { folder, remove } = await tempFolder()
  try {
    const secrets = folderSecrets({ folder, env: {} })
    const first = await fingerprints(secrets, 'acme')('user data')
    expect(first).toMatch(/^[0-9a-f]{32}$/)
    expect(await fingerprints(folderSecrets({ folder, env: {} }), 'acme')('user data')).toBe(first)
    expect(await fingerprints(secrets, 'acme')('user data, changed')).not.toBe(first)
    expect(await fingerprints(secrets, 'other')('user data')).not.toBe(first)
  } finally {
    await remove()
  }
})
