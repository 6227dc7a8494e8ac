import type { Resolved } from '../../workflows/contract/resource.ts'
import type { MachineRole, UserData } from '../../workflows/contract/specs.ts'

type ReadScript = (path: string) => Promise<string>

/** The program that a machine runs at each boot: what all share, the steps of this one, and what runs them. */
export async function startProgram(userData: Resolved<UserData>, readScript: ReadScript): Promise<string> {
  const steps = stepsOf(userData)
  const library = ['lib/files.sh', 'lib/machine.sh', 'lib/report.sh']
  const parts = await Promise.all([...library, ...steps.map((step) => `steps/${step}.sh`), 'main.sh'].map(readScript))
  const main = parts.pop() ?? ''
  const list = `STEPS=(${steps.join(' ')})\n`
  return ['#!/usr/bin/env bash', ...parts.map(withoutHead), list, withoutHead(main)].join('\n')
}

/** In the order in which they run: what a later step needs comes first, and joining a cluster comes last. */
function stepsOf(userData: Resolved<UserData>): string[] {
  const runsKubernetes = userData.role === 'node' || userData.role === 'rancher-server'
  return [
    ...when(runsKubernetes, 'container-runtime'),
    'zabbix-agent',
    ...when(userData.glusterMounts.length > 0, 'gluster-client'),
    ...when(runsKubernetes, 'kubectl'),
    ...when(userData.disks.length > 0, 'disks'),
    ...when(userData.glusterMounts.length > 0, 'gluster-mounts'),
    // After the disks, on which the database's data lies.
    ...when(userData.databaseHook !== undefined, 'database-hook'),
    ...OWN_STEP[userData.role],
    'check',
  ]
}

const OWN_STEP: Record<MachineRole, readonly string[]> = {
  bastion: [],
  'load-balancer': ['load-balancer'],
  'rancher-server': ['rancher-server'],
  'file-server': ['file-server'],
  node: ['register-node'],
}

const when = (wanted: boolean, step: string) => (wanted ? [step] : [])

// Each file starts as a program of its own, for editors and linters; once joined, the first such lines speak for all.
const withoutHead = (script: string) => script.replace(/^#!.*\n/, '')
