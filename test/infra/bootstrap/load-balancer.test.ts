import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { machines } from '../../activities/bootstrap/reference-machines.ts'
import { has } from '../../activities/bootstrap/run.ts'
import { type Machine, newMachine } from './machine.ts'

// `nginx -t` binds the ports it is told of, and they are low ones.
const where = (await has('nginx')) && process.getuid?.() === 0 ? it : it.skip
const reconfigured = { ...machines['load-balancer'], loadBalancer: { servers: ['10.10.0.21', '10.10.3.99'] } }
let machine: Machine

beforeEach(async () => {
  machine = await newMachine()
})
afterEach(() => machine.remove())

const settings = () => machine.read('etc/nginx/nginx.conf')
const acts = async () => (await machine.state('systemctl.log')).split('\n').filter((line) => line.endsWith(' nginx'))

describe('the load balancer', () => {
  where('passes the ports of Rancher, Kubernetes and RKE2 to every server, by a file that nginx accepts', async () => {
    expect(await machine.firstStart(machines['load-balancer'])).toMatchObject({ exitCode: 0 })
    const text = await settings()
    for (const port of [80, 443, 6443, 9345]) {
      expect(text).toContain(`listen ${port};\n    proxy_pass servers_${port};`)
      for (const host of ['10.10.0.21', '10.10.1.21', '10.10.2.21']) expect(text).toContain(`server ${host}:${port} `)
    }
  })

  where('reloads when its servers change, and not at a reboot', async () => {
    await machine.firstStart(machines['load-balancer'])
    const before = (await acts()).length
    await machine.reboot()
    expect((await acts()).slice(before)).not.toContain('reload-or-restart nginx')
    await machine.firstStart(reconfigured)
    expect((await acts()).slice(before)).toContain('reload-or-restart nginx')
    expect(await settings()).toContain('10.10.3.99:443')
  })

  where('keeps serving by the old file where nginx refuses the new one', async () => {
    await machine.firstStart(machines['load-balancer'])
    const before = await settings()
    const broken = { ...reconfigured, loadBalancer: { servers: ['not;an{address'] } }
    expect(await machine.firstStart(broken)).toMatchObject({ exitCode: 1 })
    expect(await settings()).toBe(before)
    expect((await machine.report()).steps.map(({ result }) => result)).toEqual(['done', 'failed', 'skipped'])
  })
})
