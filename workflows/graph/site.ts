import { parseCidr } from '../contract/fleet/cidr.ts'
import type { Cidr } from '../contract/fleet/cidr.ts'
import type { EnvironmentSection } from '../contract/fleet/environment.ts'
import type { Fleet } from '../contract/fleet/fleet.ts'
import type { SecretRef } from '../contract/resource.ts'

/** One environment on AWS, with what every part of its graph needs at hand. */
export interface Site {
  readonly fleet: string
  readonly environment: string
  readonly section: EnvironmentSection
  readonly cloud: Extract<EnvironmentSection['cloud'], { provider: 'aws' }>
  readonly cidr: Cidr
  readonly network: NonNullable<EnvironmentSection['network']>
}

/** The environment as a site, or why nothing can be built there. */
export function siteOf(fleet: Fleet, environment: string): Site | { refusal: string } {
  const section = Object.hasOwn(fleet.environments, environment) ? fleet.environments[environment] : undefined
  if (section === undefined) {
    const known = Object.keys(fleet.environments).join(', ')
    return { refusal: `environment ${environment} is not in fleet ${fleet.name}; it has ${known || 'none yet'}` }
  }
  const { cloud, network } = section
  if (cloud.provider !== 'aws') {
    return {
      refusal: `environment ${environment} is on ${cloud.provider}, which Trailboss cannot build yet; `
        + 'name an environment whose cloud.provider is aws',
    }
  }
  if (enginesOf(section).includes('rke')) {
    return {
      refusal: `environment ${environment} asks for engine rke, which Trailboss does not drive yet; `
        + 'say rke2 for rancher.kubernetes.engine and for each cluster',
    }
  }
  const cidr = network === undefined ? undefined : parseCidr(network.cidr)
  if (network === undefined || cidr === undefined) {
    return { refusal: `environment ${environment} has no network; give it network.cidr and network.allowFrom` }
  }
  return { fleet: fleet.name, environment, section, cloud, cidr, network }
}

const enginesOf = ({ rancher, clusters }: EnvironmentSection): string[] =>
  [rancher.kubernetes, ...Object.values(clusters).map((cluster) => cluster.kubernetes)].map(({ engine }) => engine)

/** A secret that Trailboss makes for this environment and keeps. */
export const kept = ({ fleet, environment }: Site, what: string): SecretRef =>
  ({ secret: `kept:${fleet}/${environment}/${what}` })

export const rancherAccess = (site: Site) =>
  ({ url: `https://${site.section.rancher.hostname}`, token: kept(site, 'rancher-api-token') })
