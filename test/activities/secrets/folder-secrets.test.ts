import { readdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { folderSecrets } from '../../../activities/secrets/folder-secrets.ts'
import { redactSecrets } from '../../../activities/secrets/redact.ts'
import { readIfMade } from '../../../activities/secrets/secrets.ts'
import { tempFolder } from './temp-folder.ts'

let folder: string
let remove: () => Promise<void>
beforeEach(async () => ({ folder, remove } = await tempFolder()))
afterEach(() => remove())

const secretsWith = (env: Record<string, string> = {}) => folderSecrets({ folder, env })
const modeOf = async (path: string) => (await stat(path)).mode & 0o777

describe('secrets in a folder', () => {
  it('reads a secret of the user from the environment that it was given', async () => {
    await expect(secretsWith({ ZABBIX: 'zbx-token' }).read({ secret: 'env:ZABBIX' })).resolves.toBe('zbx-token')
  })

  it('reads a file without the line end that an editor puts there', async () => {
    const path = join(dirname(folder), 'token')
    await writeFile(path, 'from-a-file\n')
    await expect(secretsWith().read({ secret: `file:${path}` })).resolves.toBe('from-a-file')
  })

  it.each(['env:UNSET', 'file:/nowhere/token', 'kept:dev/never-made'])(
    'refuses %s with SecretMissing, names it and says how to provide it',
    async (secret) => {
      const failure = secretsWith().read({ secret })
      await expect(failure).rejects.toMatchObject({ type: 'SecretMissing', nonRetryable: true })
      await expect(failure).rejects.toThrow(secret)
      await expect(failure).rejects.toMatchObject({ details: [{ wayOut: expect.stringContaining('then retry') }] })
    },
  )

  it('takes an empty variable for a missing one', async () => {
    const reading = secretsWith({ EMPTY: '' }).read({ secret: 'env:EMPTY' })
    await expect(reading).rejects.toMatchObject({ type: 'SecretMissing' })
  })

  it('does not repeat what was written where a reference belongs', async () => {
    const failure = await secretsWith().read({ secret: 'hunter2-hunter2' }).catch((error: unknown) => String(error))
    expect(failure).toContain('no secret reference')
    expect(failure).not.toContain('hunter2')
  })

  it('makes a secret once and gives the same to everyone who asks later', async () => {
    const first = await secretsWith().makeOnce({ secret: 'kept:dev/admin' }, () => 'made-first')
    const second = await secretsWith().makeOnce({ secret: 'kept:dev/admin' }, () => 'made-second')
    expect([first, second]).toEqual(['made-first', 'made-first'])
    await expect(secretsWith().readKept('dev/admin')).resolves.toBe('made-first')
  })

  it('replaces what was kept', async () => {
    const secrets = secretsWith()
    await secrets.keep({ secret: 'kept:token' }, 'first-token')
    await secrets.keep({ secret: 'kept:token' }, 'second-token')
    await expect(secrets.read({ secret: 'kept:token' })).resolves.toBe('second-token')
  })

  it('keeps secrets readable by their owner alone and leaves no draft behind', async () => {
    const secrets = secretsWith()
    await secrets.keep({ secret: 'kept:dev/token' }, 'replaceable')
    await secrets.makeOnce({ secret: 'kept:dev/admin' }, () => 'made-once')
    expect(await modeOf(folder)).toBe(0o700)
    expect(await modeOf(join(folder, 'dev'))).toBe(0o700)
    expect(await modeOf(join(folder, 'dev/token'))).toBe(0o600)
    expect(await modeOf(join(folder, 'dev/admin'))).toBe(0o600)
    expect(await readdir(join(folder, 'dev'))).toEqual(['admin', 'token'])
  })

  it.each(['../outside', 'dev/../../outside', '/etc/passwd', 'dev//x', '.hidden', 'dev/.', 'a\0b', ''])(
    'refuses the name %j, which could lead out of the folder',
    async (name) => {
      await expect(secretsWith().makeOnce({ secret: `kept:${name}` }, () => 'x')).rejects.toMatchObject({
        type: 'InvalidInput',
      })
    },
  )

  it('keeps nothing under a reference that is the user\'s own', async () => {
    await expect(secretsWith().keep({ secret: 'env:TOKEN' }, 'x')).rejects.toMatchObject({ type: 'InvalidInput' })
  })

  it('says undefined of a secret that is not made yet, and insists on one of the user\'s own', async () => {
    await expect(readIfMade(secretsWith(), { secret: 'kept:dev/none' })).resolves.toBeUndefined()
    await expect(readIfMade(secretsWith(), { secret: 'env:NONE' })).rejects.toMatchObject({ type: 'SecretMissing' })
  })

  it('has every value that it hands out struck from texts', async () => {
    const secrets = secretsWith({ A: 'value-of-a' })
    await secrets.read({ secret: 'env:A' })
    await secrets.makeOnce({ secret: 'kept:b' }, () => 'value-of-b')
    await secrets.keep({ secret: 'kept:c' }, 'value-of-c')
    expect(redactSecrets('value-of-a value-of-b value-of-c')).toBe('[secret] [secret] [secret]')
  })
})
