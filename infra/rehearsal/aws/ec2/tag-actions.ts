import type { Actions, Call } from '../action.ts'
import { AwsError } from '../aws-error.ts'
import { groups, text, texts } from '../query.ts'
import { tagsIn } from '../tags.ts'
import { awsPart, type Thing } from '../things.ts'

export const tagActions: Actions = {
  CreateTags: (call) => {
    for (const { tags } of taggedIn(call)) Object.assign(tags, tagsIn(groups(call.params, 'Tag')))
    return { return: true }
  },
  DeleteTags: (call) => {
    for (const { tags } of taggedIn(call)) {
      for (const tag of groups(call.params, 'Tag')) {
        const key = text(tag, 'Key') ?? ''
        const value = text(tag, 'Value')
        // With a value, only the tag that has it goes.
        if (value === undefined || tags[key] === value) delete tags[key]
      }
    }
    return { return: true }
  },
}

// All are looked up before any is changed: the call does everything or nothing.
const taggedIn = ({ world, region, params }: Call): Thing[] =>
  texts(params, 'ResourceId').map((id) => {
    const found = awsPart(world).things[id]
    if (found?.region === region) return found
    throw new AwsError('InvalidID', `The ID '${id}' is not valid`)
  })
