import { problems } from '@latchkey/contract/problems'
import { compareRevision, listRevisions, showRevision } from '@latchkey/contract/revisions/operations'
import { readPage } from '../../lib/page.ts'
import { type Context, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { areSameTags } from '../content/tags.ts'
import { type EntryFacts, loadEntry, refuseLocale } from '../entries/load-entry.ts'
import { countVersions, type History, readSaves, readVersions } from './queries.ts'
import { historyReach, questionsOfHistory } from './reach.ts'
import { differencesOf, fieldsOf, renderSave } from './render.ts'
import { contentShownIn, contentShownNow, historyOf, type ShownContent } from './shown-content.ts'

interface HistoryFacts extends EntryFacts {
  readonly history: History
}

type Saves = Awaited<ReturnType<typeof readSaves>>

interface VersionFacts extends HistoryFacts {
  readonly version: number
  readonly shown: ShownContent & { readonly saves: Saves }
}

type OfEntry = Context<{ params: { entry: string }; query: { type?: string; locale?: string }; body: unknown }>
type OfVersion = Context<{ params: { entry: string; version: string }; query: { type?: string }; body: unknown }>

async function loadHistory(context: OfEntry): Promise<HistoryFacts | null> {
  const facts = await loadEntry(context)
  if (facts === null) return null
  const reach = historyReach(context.caller, facts, { readsHistory: true })
  return { ...facts, history: await historyOf(context.db, facts.state, reach) }
}

async function loadVersion(context: OfVersion): Promise<VersionFacts | null> {
  const facts = await loadHistory(context)
  if (facts === null) return null
  const version = Number(context.input.params.version)
  const shown = await contentShownIn(context.db, facts.state, facts.history, version)
  // Who may look back at nothing is told so, whatever version he names.
  if (shown === null && facts.history.reach.locales.length > 0) return null
  return { ...facts, version, shown: shown ?? nothing }
}

const nothing = { slug: '', tags: [], bodies: new Map(), saves: { revisions: [], renames: [] } } as const

const requests = (facts: EntryFacts, { caller }: Pick<Context, 'caller'>) => questionsOfHistory(facts, caller)

export const revisionImplementations = [
  implement(listRevisions, {
    load: loadHistory,
    requests,
    handle: async ({ db, space, branch, input, services, caller, facts }) => {
      const history = narrowed(facts, input.query.locale)
      const { rows, ...page } = await readPage(services.ring, input.query, {
        scope: `revisions.list ${space.id} ${branch.id} ${facts.state.row.id} ${caller.principal.name} ${JSON.stringify(history.reach)}`,
        rows: (after, limit) => readVersions(db, history, after === null ? null : Number(after[0]), limit),
        positionOf: (version) => [version],
        total: () => countVersions(db, history),
      })
      const saves = await readSaves(db, history, rows)
      return { items: rows.flatMap((version) => renderSave(version, saves, facts.state.live) ?? []), ...page }
    },
  }),

  implement(showRevision, {
    load: loadVersion,
    requests,
    handle: async ({ facts: { version, shown, state } }) => {
      const save = renderSave(version, shown.saves, state.live)
      if (save === undefined) throw refuse(problems.notFound)
      return {
        ...save,
        id: state.row.id,
        type: state.type.slug,
        slug: shown.slug,
        tags: [...shown.tags],
        fields: fieldsOf(shown.bodies),
      }
    },
  }),

  implement(compareRevision, {
    load: loadVersion,
    requests,
    handle: async ({ db, input, facts: { version, shown, state, history } }) => {
      const { with: other = null } = input.query
      const against =
        other === null
          ? await contentShownNow(db, state, history.reach)
          : await contentShownIn(db, state, history, other)
      if (against === null) throw refuseOther()
      return {
        from: version,
        to: other,
        ...(shown.slug !== against.slug && { slug: { old: shown.slug, new: against.slug } }),
        ...(!areSameTags(shown.tags, against.tags) && { tags: { old: [...shown.tags], new: [...against.tags] } }),
        fields: differencesOf(shown.bodies, against.bodies),
      }
    },
  }),
]

/** The history of one locale alone; one of which nothing is shown is as unknown as any. */
function narrowed({ history, state }: HistoryFacts, locale: string | undefined): History {
  if (locale === undefined) return history
  const { whole, live, locales } = history.reach
  if (!locales.includes(locale)) throw refuseLocale()
  const ids = state.live.filter((row) => row.locale === locale).map(({ revisionId }) => revisionId)
  const reach = {
    whole: whole.filter((code) => code === locale),
    live: live.filter((id) => ids.includes(id)),
    locales: [locale],
  }
  return { ...history, reach }
}

/** The same for a version that does not exist and for one of which the caller may read nothing. */
function refuseOther() {
  return refuse(problems.invalidQuery, undefined, {
    errors: [{ parameter: 'with', detail: 'There is no such revision.' }],
  })
}
