import { listTags } from '@latchkey/contract/tags/operations'
import { implement } from '../../pipeline/implementation.ts'
import { countTags } from '../content/count-tags.ts'
import { readable } from '../content/readable.ts'
import { loadList } from '../entries/list-handler.ts'
import { readLocales } from '../locales/queries.ts'

export const tagImplementations = [
  implement(listTags, {
    load: async (context) => {
      const { space, db, caller, input } = context
      const { type } = input.query
      const target = { area: 'content', space, ...(type !== undefined && { type }) }
      const locales = await readLocales(db, space.id)
      if (readable(caller, { space, ...(type !== undefined && { type }) }, locales).is === 'none') {
        return type === undefined ? { target, list: null } : null
      }
      const list = await loadList(context, { ...input.query, locale: '*' })
      return list && { target, list }
    },
    // Which entries are counted is the filter's to say.
    requests: () => [],
    handle: async ({ facts: { list } }) => ({
      items: list === null ? [] : await countTags(list.source, list.reach, { is: 'and', of: [] }),
      next: null,
    }),
  }),
]
