import {
  CreateLaunchTemplateCommand, CreateLaunchTemplateVersionCommand, CreateTagsCommand, DeleteLaunchTemplateCommand,
  ModifyLaunchTemplateCommand, paginateDescribeLaunchTemplates, type LaunchTemplate, type RequestLaunchTemplateData,
} from '@aws-sdk/client-ec2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen, Wanted } from '../resources/kind.ts'
import { given, itemsOf, millisecondsOf, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { clientToken, contentHash } from './client-token.ts'
import { compare } from './differences.ts'
import { machineInput, startHash, type WantedMachine } from './machine.ts'
import { rootDevices } from './root-devices.ts'
import { awsName, ownedBy, tagged, tagsFor, tagValue, TAG_SPEC } from './tags.ts'

interface LaunchTemplateFacts {
  /** What its default version was made from, kept in a tag: reading versions back takes a call per template. */
  spec: string | undefined
}

/** From what an Auto Scaling group starts machines. A difference makes a new version, which becomes the default. */
export function launchTemplateKind(deps: AwsDeps): Kind<'aws.launchTemplate', LaunchTemplateFacts> {
  const ec2 = (scope: Scope) => deps.clients(scope.cloud.region).ec2
  const machine = machineInput({ userData: deps.userData, rootDevices: rootDevices(deps) })
  const dataFor = async (scope: Scope, { spec }: Wanted<'aws.launchTemplate'>): Promise<RequestLaunchTemplateData> => ({
    ...(await machine(scope, spec)).input,
    SecurityGroupIds: [...spec.securityGroups],
  })
  return {
    name: 'aws.launchTemplate',
    async observe(scope) {
      const how = { client: ec2(scope), pageSize: 200 }
      const pages = paginateDescribeLaunchTemplates(how, { Filters: ownedBy(scope) })
      return readOurs(scope, 'aws.launchTemplate', await itemsOf(pages, (page) => page.LaunchTemplates), read)
    },
    diff: ({ spec }, { facts }) => compare('update', { 'machine specification': [specHash(spec), facts.spec] }),
    async create(scope, wanted) {
      const tags = tagsFor(scope, wanted, { [TAG_SPEC]: specHash(wanted.spec) })
      const answer = await ec2(scope).send(
        new CreateLaunchTemplateCommand({
          LaunchTemplateName: awsName(scope, wanted, 120),
          LaunchTemplateData: await dataFor(scope, wanted),
          ClientToken: clientToken(scope, wanted),
          TagSpecifications: tagged('launch-template', tags),
        }),
      )
      return read(wanted.key, { ...given(answer.LaunchTemplate, 'LaunchTemplate'), Tags: tags })
    },
    async update(scope, wanted, seen) {
      const LaunchTemplateId = seen.id
      const version = { LaunchTemplateId, LaunchTemplateData: await dataFor(scope, wanted) }
      const answer = await ec2(scope).send(new CreateLaunchTemplateVersionCommand(version))
      const DefaultVersion = String(given(answer.LaunchTemplateVersion?.VersionNumber, 'VersionNumber'))
      await ec2(scope).send(new ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion }))
      // The tag comes last: after a crash before it, the next try makes the version again.
      const spec = specHash(wanted.spec)
      const Tags = [{ Key: TAG_SPEC, Value: spec }]
      await ec2(scope).send(new CreateTagsCommand({ Resources: [LaunchTemplateId], Tags }))
      return { ...seen, facts: { spec } }
    },
    async remove(scope, { id }) {
      await ec2(scope).send(new DeleteLaunchTemplateCommand({ LaunchTemplateId: id }))
    },
    waitsFor: () => undefined,
  }
}

const specHash = (spec: WantedMachine): string =>
  contentHash([spec.size, spec.keyPair, [...spec.securityGroups].sort(), startHash(spec)])

function read(key: Key, template: LaunchTemplate): Seen<LaunchTemplateFacts> {
  const id = given(template.LaunchTemplateId, 'LaunchTemplateId')
  const facts = { spec: tagValue(template.Tags, TAG_SPEC) }
  return { key, id, outputs: { id }, state: 'present', createdAt: millisecondsOf(template.CreateTime), facts }
}
