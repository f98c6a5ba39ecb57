import { listDeliveredItems, listDeliveredTags, showDeliveredSpace } from '@latchkey/contract/delivery-space/operations'
import type { InputOf } from '@latchkey/contract/operation'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import { implement } from '../../pipeline/implementation.ts'
import { countTags } from '../content/count-tags.ts'
import type { Condition } from '../content/list-condition.ts'
import { parseList } from '../content/list-page.ts'
import { countRows, readRowsAt } from '../content/list-rows.ts'
import { readable } from '../content/readable.ts'
import { readLocales } from '../locales/queries.ts'
import { deliverItems } from './deliver-items.ts'
import { readSpaceName } from './queries.ts'
import { type Everything, readEverything } from './visit.ts'

interface EverythingFacts extends Facts {
  /** Null where nothing may be read. */
  readonly everything: Everything | null
}

export const deliveredSpaceImplementations = [
  implement(showDeliveredSpace, {
    load: async ({ space }) => ({ target: { area: 'content', space } }),
    requests: () => [],
    handle: async ({ db, space, caller }) => {
      const { serial, name } = await readSpaceName(db, space.id)
      const all = await readLocales(db, space.id)
      const shown = all.filter((locale) => readable(caller, { space }, [locale]).is !== 'none')
      const codes = new Set(shown.map(({ code }) => code))
      return {
        id: space.id,
        serial,
        slug: space.slug,
        name,
        default_locale: space.defaultLocale,
        locales: shown
          .map((locale) => ({ ...locale, fallback: codes.has(locale.fallback ?? '') ? locale.fallback : null }))
          .toSorted((one, other) => Number(isDefault(other.code)) - Number(isDefault(one.code))),
      }
      function isDefault(code: string): boolean {
        return code === space.defaultLocale
      }
    },
  }),

  implement(listDeliveredItems, {
    load: (context) => loadEverything(context, context.input.query),
    // Which rows are shown is the filter's to say.
    requests: () => [],
    handle: async ({ facts: { everything }, input: { query } }) => {
      if (everything === null) return { items: [], ...(query.count === true && { total: 0 }) }
      const { types, source, reach } = everything
      const list = parseList({ fields: types.map(({ fields }) => fields), columns }, query, 'published_at')
      const rows = await readRowsAt(source, reach, list, { offset: query.offset ?? 0, limit: query.limit ?? 50 })
      return {
        items: await deliverItems(everything, rows),
        ...(query.count === true && { total: await countRows(source, reach, list) }),
      }
    },
  }),

  implement(listDeliveredTags, {
    load: (context) => loadEverything(context, { ...context.input.query, locale: '*' }),
    requests: () => [],
    handle: async ({ facts: { everything }, input: { query } }) => ({
      items: everything === null ? [] : await countTags(everything.source, everything.reach, slugsWith(query.prefix)),
      next: null,
    }),
  }),
]

const columns = ['id', 'serial', 'type', 'slug', 'published_at', 'updated_at', 'created_at'] as const

async function loadEverything(
  context: Context,
  query: Omit<InputOf<typeof listDeliveredItems>['query'], 'after'>,
): Promise<EverythingFacts> {
  const target = { area: 'content', space: context.space } as const
  return { target, everything: await readEverything(context, query, query.filter) }
}

function slugsWith(prefix: string | undefined): Condition {
  if (prefix === undefined) return { is: 'and', of: [] }
  return { is: 'column', column: 'slug', test: { is: 'starts-with', text: prefix } }
}
