import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { execa } from 'execa'
import { machines } from '../../activities/bootstrap/reference-machines.ts'
import { type Machine, newMachine } from './machine.ts'

// Disks are loop devices over files of the test's own, which only root can make, and not in every container.
const loops = process.getuid?.() === 0 && (await execa('losetup', ['--find'], { reject: false })).exitCode === 0
const where = loops ? it : it.skip
let machine: Machine
let disk: string

beforeEach(async () => {
  machine = await newMachine()
  if (!loops) return
  const image = join(machine.root, 'disk.img')
  await writeFile(image, '')
  await truncate(image, 16 * 1024 * 1024)
  disk = (await execa('losetup', ['--find', '--show', image])).stdout
})
afterEach(async () => {
  if (loops) {
    await execa('umount', [join(machine.root, 'data')], { reject: false })
    await execa('losetup', ['--detach', disk])
  }
  await machine.remove()
})

const start = () => machine.firstStart({ ...machines['file-server'], disks: [{ device: disk, mount: '/data' }] })
const step = async () => (await machine.report()).steps.find(({ name }) => name === 'disks')
const mounted = async () =>
  (await execa('mountpoint', ['-q', join(machine.root, 'data')], { reject: false })).exitCode === 0
const uuid = async () => (await execa('blkid', ['-p', '-s', 'UUID', '-o', 'value', disk])).stdout

describe('an extra disk', () => {
  where('that is blank is formatted, mounted, and found by its UUID at every start', async () => {
    expect(await start()).toMatchObject({ exitCode: 0 })
    expect(await mounted()).toBe(true)
    expect(await machine.read('etc/fstab')).toBe(
      `UUID=${await uuid()} /data ext4 defaults,nofail,x-systemd.device-timeout=30s 0 2\n`,
    )
  })

  where('keeps what is on it over a reboot and over a new machine', async () => {
    await start()
    await writeFile(join(machine.root, 'data/kept'), 'orders')
    const before = await uuid()
    await execa('umount', [join(machine.root, 'data')])
    expect(await machine.reboot()).toMatchObject({ exitCode: 0 })
    expect(await machine.read('data/kept')).toBe('orders')
    expect(await uuid()).toBe(before)
    expect((await machine.read('etc/fstab')).split('\n').filter(Boolean)).toHaveLength(1)
  })

  where('that came with a file system of another kind is mounted as that', async () => {
    await execa('mkfs.ext2', ['-q', disk])
    const before = await uuid()
    expect(await start()).toMatchObject({ exitCode: 0 })
    expect(await machine.read('etc/fstab')).toContain(`UUID=${before} /data ext2 `)
  })

  where.each([
    ['a partition table', async () => writeFile(disk, partitionTable())],
    ['swap space', async () => execa('mkswap', [disk])],
  ])('with %s is not touched; a person has to say what becomes of it', async (_what, fill) => {
    await fill()
    const before = (await execa('sha256sum', [disk])).stdout
    expect(await start()).toMatchObject({ exitCode: 1 })
    expect((await execa('sha256sum', [disk])).stdout).toBe(before)
    expect(await step()).toMatchObject({ result: 'failed', output: expect.stringContaining('it stays as it is') })
    expect(await mounted()).toBe(false)
  })

  where('that is not attached is asked for by its name', async () => {
    await machine.firstStart({ ...machines['file-server'], disks: [{ device: '/dev/sdzz', mount: '/data' }] })
    expect((await step())?.output).toContain('no disk is attached as /dev/sdzz; attach it')
  })
})

/** A disk's first sector with one Linux partition, as any partitioning program leaves it. */
function partitionTable(): Buffer {
  const sector = Buffer.alloc(512)
  sector.writeUInt8(0x83, 446 + 4)
  sector.writeUInt32LE(2048, 446 + 8)
  sector.writeUInt32LE(8192, 446 + 12)
  sector.writeUInt16BE(0x55aa, 510)
  return sector
}
