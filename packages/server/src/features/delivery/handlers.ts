import {
  listDelivered,
  listDeliveredTypes,
  showDelivered,
  showDeliveredType,
} from '@latchkey/contract/delivery/operations'
import { problems } from '@latchkey/contract/problems'
import type { Target } from '@latchkey/policy/request'
import { kinds } from '@latchkey/tokens/kinds'
import { spaceColumn } from '../../database/stamp.ts'
import { decide } from '../../pipeline/authorize.ts'
import { type Facts, implement } from '../../pipeline/implementation.ts'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { ContentType } from '../content/content-type.ts'
import { parseList, readListPage } from '../content/list-page.ts'
import { type ListQuery, readRow, readRows } from '../content/list-rows.ts'
import type { LocaleReach } from '../content/locale-reach.ts'
import { readContentType, readContentTypes } from '../content/read-content-type.ts'
import { readable } from '../content/readable.ts'
import { type EntryRow, targetOfRow } from '../content/source.ts'
import type { LocaleRow } from '../locales/queries.ts'
import { parseIncludes, resolveIncludes } from './includes.ts'
import { readPlace } from './place.ts'
import { readType, type TypeInReach, type Visit } from './reading.ts'
import { type Delivered, deliver, parseFields, pickFields } from './render.ts'

interface TypeFacts extends Facts, TypeInReach {
  readonly visit: Visit
}

interface EntryFacts extends TypeFacts {
  readonly row: EntryRow
}

interface ShapeFacts extends Facts {
  readonly types: readonly ContentType[]
}

export const deliveryImplementations = [
  implement(listDelivered, {
    load: async (context): Promise<TypeFacts | null> => {
      const { params, query } = context.input
      const found = await readType(context, params.type, query)
      return found && { ...found, target: { area: 'content', space: context.space, type: found.type.slug } }
    },
    // Which rows are shown is the filter's to say.
    requests: () => [],
    handle: async ({ facts, input: { query }, services, space }) => {
      const { type, visit, source, reach } = facts
      const complete = await completer(facts, query)
      if (type.singleton) {
        const [only] = await complete(await readRows(source, reach, everything, null, 1))
        if (only === undefined) throw refuse(problems.notFound)
        return only
      }
      const { rows, ...page } = await readListPage(services.ring, facts, {
        scope: `delivery ${space.id} ${visit.place.view} ${visit.place.draftView} ${visit.place.release?.releaseId} ${type.id}`,
        parameters: query,
        query: parseList({ fields: [type.fields], columns }, query, 'published_at'),
      })
      return { items: await complete(rows), ...page }
    },
  }),

  implement(showDelivered, {
    load: async (context): Promise<EntryFacts | null> => {
      const { params, query } = context.input
      const found = await readType(context, params.type, query)
      if (found === null) return null
      const by = { column: spaceColumn(params.entry), is: params.entry }
      const row = await readRow(found.source, found.reach, by)
      if (row === null) return null
      return { ...found, row, target: targetOfRow(context.space, found.type.slug, row) }
    },
    requests: ({ target, reach }, { caller }) => [
      { action: 'content.read', target, locales: [localeToAsk(caller, target, reach)] },
    ],
    handle: async ({ facts, input: { query } }) => {
      const complete = await completer(facts, query)
      const [entry] = await complete([facts.row])
      if (entry === undefined) throw refuse(problems.notFound)
      return entry
    },
  }),

  implement(listDeliveredTypes, {
    load: async (context): Promise<ShapeFacts> => {
      const { db, space, branch, input } = context
      const { locales } = await readPlace(context, input.query)
      const types = await readContentTypes(db, space.id, branch.id)
      return {
        target: { area: 'content', space },
        types: types.filter((type) => isShown(context.caller, space, type, locales)),
      }
    },
    requests: () => [],
    handle: async ({ facts }) => ({ items: facts.types.map(shapeOf), next: null }),
  }),

  implement(showDeliveredType, {
    load: async (context): Promise<ShapeFacts | null> => {
      const { db, space, branch, input } = context
      const { locales } = await readPlace(context, input.query)
      const type = await readContentType(db, space.id, branch.id, input.params.type)
      if (type === null || !isShown(context.caller, space, type, locales)) return null
      return { target: { area: 'content', space, type: type.slug }, types: [type] }
    },
    requests: () => [],
    handle: async ({ facts: { types } }) => {
      const [type] = types
      if (type === undefined) throw refuse(problems.notFound)
      return shapeOf(type)
    },
  }),
]

const columns = ['id', 'slug', 'published_at', 'updated_at'] as const
const everything: ListQuery = { condition: { is: 'and', of: [] }, order: [] }

/** Makes the entries of rows, with what `include` resolves and `fields` picks. Refuses names that mean nothing before any row is read. */
async function completer(facts: TypeFacts, query: { readonly fields?: string; readonly include?: string }) {
  const fields = parseFields(facts.type, query.fields)
  const tree = await parseIncludes(facts.visit, facts.type, query.include)
  return async (rows: readonly EntryRow[]): Promise<Delivered[]> => {
    const entries = await resolveIncludes(facts.visit, await deliver(facts, rows), tree)
    return entries.map((entry) => pickFields(entry, fields))
  }
}

/** With `locale=*` an entry is read when it may be read in any locale. */
function localeToAsk(caller: Caller, target: Target, reach: LocaleReach): string {
  if (reach.asked !== '*') return reach.asked
  const codes = reach.readable.map(({ code }) => code)
  const isAllowed = (code: string) => decide(caller, { action: 'content.read', target, locales: [code] }).allowed
  return codes.find(isAllowed) ?? codes[0] ?? reach.asked
}

/** A type is shown to those who may read content of it: for kinds that read published content alone, of that. */
function isShown(
  caller: Caller,
  space: SpaceFacts,
  { slug: type }: ContentType,
  locales: readonly LocaleRow[],
): boolean {
  const publishedOnly = kinds[caller.principal.kind].delivers === 'published'
  return readable(caller, { space, type, ...(publishedOnly && { status: 'published' }) }, locales).is !== 'none'
}

function shapeOf({ id, slug, name, singleton, fields }: ContentType) {
  return { id, slug, name, singleton, fields: Array.from(fields.values(), ({ declared }) => declared) }
}
