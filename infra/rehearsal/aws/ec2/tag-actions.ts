import type { Actions } from '../action.ts'
import { AwsError } from '../aws-error.ts'
import { groups, texts } from '../query.ts'
import { tagsIn } from '../tags.ts'
import { awsPart } from '../things.ts'

export const tagActions: Actions = {
  CreateTags: ({ world, params }) => {
    for (const id of texts(params, 'ResourceId')) Object.assign(thing(id).tags, tagsIn(groups(params, 'Tag')))
    return { return: true }

    function thing(id: string) {
      const found = awsPart(world).things[id]
      if (!found) throw new AwsError('InvalidID', `The ID '${id}' is not valid`)
      return found
    }
  },
}
