import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parse } from 'yaml'
import { exampleText, fleetOf } from '../contract/fleet/example.ts'
import { flawsOf, resourcesOf } from './graph.ts'

const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$/)
const size = 'm5.large'
const workers = fc.record({ min: fc.integer({ min: 1, max: 3 }), max: fc.integer({ min: 3, max: 9 }), volumes: fc.constantFrom([], ['shared']) })
  .map((bounds) => ({ roles: ['worker'], size, ...bounds }))
const cluster = fc.record({ control: fc.constantFrom(1, 3, 5), pools: fc.dictionary(name, workers, { maxKeys: 4 }) }).map(({ control, pools }) => ({
  kubernetes: { engine: 'rke2', version: 'v1.33.5+rke2r1' },
  pools: { ...pools, control: { roles: ['etcd', 'controlplane', 'worker'], size, count: control } },
}))

const anyDev = fc.record({
  zones: fc.subarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 3 }),
  servers: fc.constantFrom(1, 3, 5),
  loadBalancer: fc.constantFrom('nginx', 'cloud'),
  clusters: fc.dictionary(name, cluster, { maxKeys: 3 }),
})

it('makes of any fleet a graph whose keys are unique, whose references exist and whose walk ends', () => {
  fc.assert(fc.property(anyDev, ({ zones, servers, loadBalancer, clusters }) => {
    const fleet = parse(exampleText)
    const { dev } = fleet.environments
    dev.cloud.zones = zones.map((letter) => `eu-central-1${letter}`)
    dev.rancher = { ...dev.rancher, loadBalancer, servers: { count: servers, size } }
    dev.clusters = clusters
    delete dev.developers
    const graph = resourcesOf(fleetOf(fleet), 'dev')
    const addresses = graph.flatMap(({ spec }) => ('privateAddress' in spec ? [spec.privateAddress] : []))
    expect(flawsOf(graph)).toEqual([])
    expect(new Set(addresses).size).toBe(addresses.length)
  }), { numRuns: 60 })
})
