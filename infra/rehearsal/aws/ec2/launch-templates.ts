import type { Actions, Call } from '../action.ts'
import { AwsError } from '../aws-error.ts'
import { describe } from '../describe.ts'
import { group, need, text, type Params } from '../query.ts'
import { tagsInRequest, tagSet } from '../tags.ts'
import { addThing, dropThing, onceByToken, thingNamed, thingsOf, type Place, type Thing } from '../things.ts'
import { refuseUnknownImage } from './images.ts'

interface LaunchTemplate {
  name: string
  versions: Params[]
  defaultVersion: number
  /** Tokens of versions that were asked for. */
  tokens: string[]
}

export const launchTemplateActions: Actions = {
  CreateLaunchTemplate: (call) => {
    const name = need(call.params, 'LaunchTemplateName')
    const data = dataIn(call)
    const once = { token: text(call.params, 'ClientToken'), request: JSON.stringify({ name, data }) }
    const template = onceByToken<LaunchTemplate>(call, once, () => {
      const others = thingsOf<LaunchTemplate>(call, 'launch-template')
      if (others.some(({ fields }) => fields.name === name)) {
        throw new AwsError('InvalidLaunchTemplateName.AlreadyExistsException', `Launch template name already in use.`)
      }
      const fields: LaunchTemplate = { name, versions: [data], defaultVersion: 1, tokens: [] }
      const tags = tagsInRequest(call.params, 'launch-template')
      return addThing(call, { kind: 'launch-template', id: call.world.id('lt-', 17), tags, fields })
    })
    return { launchTemplate: shown(template) }
  },
  CreateLaunchTemplateVersion: (call) => {
    const template = templateNamed(call, need(call.params, 'LaunchTemplateId'))
    const token = text(call.params, 'ClientToken')
    if (token === undefined || !template.fields.tokens.includes(token)) {
      template.fields.versions.push(dataIn(call))
      if (token !== undefined) template.fields.tokens.push(token)
    }
    return { launchTemplateVersion: { launchTemplateId: template.id, versionNumber: template.fields.versions.length } }
  },
  ModifyLaunchTemplate: (call) => {
    const template = templateNamed(call, need(call.params, 'LaunchTemplateId'))
    const version = Number(need(call.params, 'SetDefaultVersion'))
    refuseUnknownVersion(template, version)
    template.fields.defaultVersion = version
    return { launchTemplate: shown(template) }
  },
  DescribeLaunchTemplates: (call) => {
    const { items, nextToken } = describe({
      things: thingsOf<LaunchTemplate>(call, 'launch-template'),
      params: call.params,
      ids: { field: 'LaunchTemplateId', notFound: 'InvalidLaunchTemplateId.NotFound' },
      values: ({ fields }) => ({ 'launch-template-name': fields.name }),
    })
    return { launchTemplates: items.map(shown), nextToken }
  },
  DeleteLaunchTemplate: (call) => {
    dropThing(call.world, templateNamed(call, need(call.params, 'LaunchTemplateId')).id)
    return {}
  },
}

export const templateNamed = (place: Place, id: string): Thing<LaunchTemplate> =>
  thingNamed<LaunchTemplate>(place, 'launch-template', id, 'InvalidLaunchTemplateId.NotFound')

/** What machines are launched from by `version`: a number, `$Latest` or `$Default`. */
export function versionOf(template: Thing<LaunchTemplate>, version: string): Params {
  const { versions, defaultVersion } = template.fields
  const number = version === '$Latest' ? versions.length : version === '$Default' ? defaultVersion : Number(version)
  refuseUnknownVersion(template, number)
  return versions[number - 1] ?? {}
}

function refuseUnknownVersion({ id, fields }: Thing<LaunchTemplate>, version: number): void {
  if (fields.versions[version - 1]) return
  throw new AwsError('InvalidLaunchTemplateId.VersionNotFound', `Could not find version ${version} of launch template ${id}`)
}

function dataIn(call: Call): Params {
  const data = group(call.params, 'LaunchTemplateData')
  if (!data) throw new AwsError('MissingParameter', 'The request must contain the parameter LaunchTemplateData')
  refuseUnknownImage(call, need(data, 'ImageId'))
  return data
}

const shown = ({ id, tags, madeAt, fields }: Thing<LaunchTemplate>) => ({
  launchTemplateId: id,
  launchTemplateName: fields.name,
  createTime: new Date(madeAt).toISOString(),
  defaultVersionNumber: fields.defaultVersion,
  latestVersionNumber: fields.versions.length,
  tagSet: tagSet(tags),
})
