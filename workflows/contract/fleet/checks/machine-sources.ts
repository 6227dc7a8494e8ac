import { z } from 'zod'
import type { Finding } from '../mistake.ts'
import { shortened } from '../mistake.ts'
import { whenFits } from './when-fits.ts'

const needs = z.object({
  cloud: z.object({ provider: z.string(), inventory: z.object({ hosts: z.array(z.object({ name: z.string() })) }).optional() }),
  network: z.unknown().optional(),
  bastion: z.object({ size: z.string().optional(), address: z.string().optional() }).optional().catch(undefined),
  rancher: z.object({ servers: z.object({
    count: z.number().optional(), size: z.string().optional(), hosts: z.array(z.string()).max(5).optional(),
  }) }).optional().catch(undefined),
  fileServers: z.unknown().optional(),
})
type Section = z.output<typeof needs>

/** Clouds make machines by number and size; own metal has them, by name and address. */
export const machineSources = whenFits(needs, (section) =>
  (section.cloud.provider === 'metal' ? onMetal(section) : onCloud(section)))

function onCloud({ network, bastion, rancher }: Section): Finding[] {
  const servers = ['rancher', 'servers']
  return [
    ...(network === undefined ? [missing(['network'], 'its cidr and allowFrom')] : []),
    ...(bastion && bastion.size === undefined ? [missing(['bastion', 'size'], 'a machine size, as in t3.micro')] : []),
    ...(bastion?.address === undefined ? [] : [{
      path: ['bastion', 'address'],
      message: 'is for own metal; on a cloud the address is given by the cloud',
    }]),
    ...(rancher && rancher.servers.count === undefined ? [missing([...servers, 'count'], 'how many: 1, 3 or 5')] : []),
    ...(rancher && rancher.servers.size === undefined ? [missing([...servers, 'size'], 'a machine size, as in m5.large')] : []),
    ...(rancher?.servers.hosts === undefined ? [] : [{
      path: [...servers, 'hosts'],
      message: 'is for own metal; on a cloud give count and size',
    }]),
  ]
}

function onMetal({ cloud, bastion, rancher, fileServers }: Section): Finding[] {
  const known = cloud.inventory?.hosts.map(({ name }) => name) ?? []
  const hosts = rancher?.servers.hosts
  return [
    ...(bastion && bastion.address === undefined ? [missing(['bastion', 'address'], 'the address of the bastion that is there')] : []),
    ...(rancher && hosts === undefined ? [missing(['rancher', 'servers', 'hosts'], 'machines of cloud.inventory')] : []),
    ...(hosts && hosts.length % 2 === 0
      ? [{
        path: ['rancher', 'servers', 'hosts'],
        message: `${hosts.length} servers keep no better majority than ${hosts.length - 1}; name 1, 3 or 5`,
      }]
      : []),
    ...(hosts ?? []).flatMap((host, index): Finding[] => known.includes(host)
      ? []
      : [{
        path: ['rancher', 'servers', 'hosts', index],
        message: `there is no machine ${shortened(host)} in cloud.inventory.hosts`,
      }]),
    ...(fileServers === undefined ? [] : [{
      path: ['fileServers'],
      message: 'are made on clouds only; remove them here',
    }]),
  ]
}

const missing = (path: string[], what: string): Finding => ({ path, message: `is missing; name ${what}` })
