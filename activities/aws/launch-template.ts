import {
  CreateLaunchTemplateCommand, CreateLaunchTemplateVersionCommand, CreateTagsCommand, DeleteLaunchTemplateCommand,
  paginateDescribeLaunchTemplates, type LaunchTemplate, type RequestLaunchTemplateData,
} from '@aws-sdk/client-ec2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen, Wanted } from '../resources/kind.ts'
import { given, itemsOf, millisecondsOf, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { clientToken, contentHash } from './client-token.ts'
import { compare } from './differences.ts'
import { machineRequest } from './machine.ts'
import { awsName, ownedBy, tagged, tagsFor, tagValue, TAG_SPEC } from './tags.ts'

interface LaunchTemplateFacts {
  /** Hash of the spec that its newest version was made from. */
  spec: string | undefined
}

/**
 * What the machines of a pool are born with. Another wish makes another version, which the group uses from the next
 * machine on; machines that run are not touched.
 */
export function launchTemplateKind(deps: AwsDeps): Kind<'aws.launchTemplate', LaunchTemplateFacts> {
  const ec2 = (scope: Scope) => deps.clients(scope.cloud.region).ec2
  const dataOf = async (scope: Scope, wanted: Wanted<'aws.launchTemplate'>): Promise<RequestLaunchTemplateData> => {
    const { request, tags } = await machineRequest(deps, scope, wanted.spec)
    const volumes = tagged('volume', tagsFor(scope, wanted))
    return {
      ...request,
      SecurityGroupIds: [...wanted.spec.securityGroups],
      TagSpecifications: [...tagged('instance', tagsFor(scope, wanted, tags)), ...volumes],
    }
  }
  return {
    name: 'aws.launchTemplate',
    async observe(scope) {
      const pages = paginateDescribeLaunchTemplates({ client: ec2(scope), pageSize: 200 }, { Filters: ownedBy(scope) })
      return readOurs('aws.launchTemplate', await itemsOf(pages, (page) => page.LaunchTemplates), read)
    },
    diff: ({ spec }, { facts }) => compare('update', { spec: [contentHash(spec), facts.spec] }),
    async create(scope, wanted) {
      const tags = tagsFor(scope, wanted, { [TAG_SPEC]: contentHash(wanted.spec) })
      const answer = await ec2(scope).send(
        new CreateLaunchTemplateCommand({
          LaunchTemplateName: awsName(scope, wanted, 120),
          ClientToken: clientToken(scope, wanted),
          LaunchTemplateData: await dataOf(scope, wanted),
          TagSpecifications: tagged('launch-template', tags),
        }),
      )
      return read(wanted.key, { ...given(answer.LaunchTemplate, 'LaunchTemplate'), Tags: tags })
    },
    async update(scope, wanted, seen) {
      const LaunchTemplateData = await dataOf(scope, wanted)
      const version = { LaunchTemplateId: seen.id, LaunchTemplateData, ClientToken: clientToken(scope, wanted, 'version') }
      await ec2(scope).send(new CreateLaunchTemplateVersionCommand(version))
      // The tag comes last: where it is missing the version is asked for again, and the token makes it one.
      const spec = contentHash(wanted.spec)
      await ec2(scope).send(new CreateTagsCommand({ Resources: [seen.id], Tags: [{ Key: TAG_SPEC, Value: spec }] }))
      return { ...seen, facts: { spec } }
    },
    async remove(scope, { id }) {
      await ec2(scope).send(new DeleteLaunchTemplateCommand({ LaunchTemplateId: id }))
    },
    waitsFor: () => undefined,
  }
}

function read(key: Key, template: LaunchTemplate): Seen<LaunchTemplateFacts> {
  const id = given(template.LaunchTemplateId, 'LaunchTemplateId')
  const facts = { spec: tagValue(template.Tags, TAG_SPEC) }
  return { key, id, outputs: { id }, state: 'present', createdAt: millisecondsOf(template.CreateTime), facts }
}
