import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { exampleText, exampleWith, fleetOf, mistakesOf } from './example.ts'

describe('a fleet file', () => {
  it('is read with all three environments, apps and delivery', () => {
    const fleet = fleetOf(exampleText)
    expect(Object.keys(fleet.environments)).toEqual(['dev', 'staging', 'prod'])
    expect(fleet.apps['shop']?.promotion[2]?.approval).toEqual({ by: ['release-managers'], withinMs: 86_400_000 })
    expect(fleet.delivery.nexus?.credentials).toEqual({ secret: 'env:NEXUS_TOKEN' })
  })

  it('has units as numbers and defaults merged into each environment', () => {
    const { dev, prod } = fleetOf(exampleText).environments
    expect(dev?.rancher.servers).toEqual({ count: 3, size: 'm5.large', diskGiB: 80 })
    expect(dev?.drift?.everyMs).toBe(1_800_000)
    expect(dev?.developers?.quota).toEqual({ cpuCores: 4, memoryMiB: 8192 })
    expect(dev?.zabbix?.url).toBe('https://zabbix.dev.acme.example/api_jsonrpc.php')
    expect(prod?.rancher).toMatchObject({ version: '2.12.3', hostname: 'rancher.acme.example', certManager: 'v1.18.2' })
    expect(dev?.image).toMatchObject({ owner: '099720109477' })
  })

  it('says the same as text and as JSON', () => {
    expect(fleetOf(parse(exampleText))).toEqual(fleetOf(exampleText))
  })

  it('tells every mistake at once, in the order of the file, with line, column and path', () => {
    const text = exampleWith('min: 2, max: 10', 'min: 12, max: 10')
      .replace('eu-central-1b, eu-central-1c]', ']')
      .replace('bastion: { size: t3.micro }', 'bastoin: { size: t3.micro }')
    expect(mistakesOf(text).map(({ path, line, column }) => ({ path, at: `${line}:${column}` }))).toEqual([
      { path: 'environments.dev.bastion', at: '21:3' },
      { path: 'environments.dev.cloud.zones', at: '22:58' },
      { path: 'environments.dev.bastoin', at: '24:5' },
      { path: 'environments.dev.clusters.apps.pools.workers.min', at: '32:44' },
    ])
  })

  it('names the nearest known key for an unknown one', () => {
    const [mistake] = mistakesOf(exampleWith('allowFrom: [203.0.113.0/24] }\n    bastion: { size: t3', 'allowform: [203.0.113.0/24] }\n    bastion: { size: t3'))
      .filter(({ message }) => message.startsWith('unknown'))
    expect(mistake).toMatchObject({ path: 'environments.dev.network.allowform', message: 'unknown key; did you mean "allowFrom"?' })
  })

  it('tells a mistake of the defaults once, where it is written', () => {
    expect(mistakesOf(exampleWith('loadBalancer: nginx', 'loadBalancer: ngnix'))).toMatchObject([
      { path: 'defaults.rancher.loadBalancer', message: 'must be nginx or cloud' },
    ])
  })

  it.each(['token: "env:ZABBIX_TOKEN"', 'privateKey: "file:~/.ssh/acme"'])('refuses a secret in place of %s and does not repeat it', (piece) => {
    const key = piece.split(':')[0] ?? ''
    const mistakes = mistakesOf(exampleWith(piece, `${key}: "hunter2-hunter2"`))
    expect(mistakes).toHaveLength(1)
    expect(JSON.stringify(mistakes)).not.toContain('hunter2')
  })
})
