import { content } from '@latchkey/contract/actions'
import type { Entry } from '@latchkey/contract/entries/schemas'
import type { Static } from '@latchkey/contract/schema'
import type { Target } from '@latchkey/policy/request'
import type { Reader } from '../../database/database.ts'
import { creatorOf } from '../../lib/creator.ts'
import type { HandlerContext } from '../../pipeline/implementation.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { type Bodies, type Body, fieldsByLocale, fieldsIn, shared } from '../content/field-values.ts'
import { tagsIn } from '../content/tags.ts'
import type { SpaceLocales } from './apply-fields.ts'
import { refuseLocale } from './load-entry.ts'
import { readRevisions } from './queries.ts'
import type { EntryTarget } from './rules.ts'
import { bodiesOf, type EntryState, environmentsOf, targetOf } from './state.ts'

type EntryView = Static<typeof Entry>
type Allows = HandlerContext<unknown, Reader, never, unknown>['allows']

interface Showing {
  readonly db: Reader
  readonly space: SpaceFacts
  readonly allows: Allows
}

/** Locales to show, and which copy of them. */
interface Shown {
  readonly locale: string
  readonly locales: readonly string[]
  readonly copy: 'working' | 'snapshot'
}

/** The entry as the caller may see it in a locale; one that does not exist, or that he may not read, is refused. */
export async function showEntry(
  showing: Showing,
  state: EntryState,
  locale: string | undefined,
  locales: SpaceLocales,
): Promise<EntryView> {
  const shown = shownOf(showing, state, locale, locales)
  if (shown.locales.length === 0) throw refuseLocale()
  return render(showing, state, shown)
}

/** The same as the answer of a write: what was written may be more than the writer may read of it. */
export async function answerWrite(
  showing: Showing,
  state: EntryState,
  locale: string | undefined,
  locales: SpaceLocales,
): Promise<EntryView> {
  const entry = await render(showing, state, shownOf(showing, state, locale, locales))
  subjects.set(entry, targetOf(showing.space, state))
  return entry
}

/** What each answer was made from: of a working copy it does not say what the snapshot bears, by which it is read. */
const subjects = new WeakMap<EntryView, Target>()

/** The entry that a write answers, as decisions name it. */
export function resultTarget(entry: EntryView): Target {
  const subject = subjects.get(entry)
  if (subject === undefined) throw new Error(`${entry.id} was answered by somebody else: use answerWrite.`)
  return subject
}

function shownOf(
  { space, allows }: Showing,
  state: EntryState,
  locale = space.defaultLocale,
  { all }: SpaceLocales,
): Shown {
  const target = targetOf(space, state)
  const asked = locale === '*' ? all : all.filter((code) => code === locale)
  const locales = asked.filter((code) => mayRead(allows, target, code))
  const isHidden =
    state.row.state === 'published' &&
    state.row.changed === 1 &&
    !locales.every((code) => mayRead(allows, { ...target, status: 'draft' }, code))
  return { locale, locales, copy: isHidden ? 'snapshot' : 'working' }
}

function mayRead(allows: Allows, target: EntryTarget, locale: string): boolean {
  return allows({ action: content.read.name, target, locales: [locale] })
}

async function render(showing: Showing, state: EntryState, shown: Shown): Promise<EntryView> {
  const { row, type } = state
  const { locale, locales, copy } = shown
  const { bodies, ...facts } = copy === 'working' ? workingCopy(state) : await snapshot(showing, state, locales)
  return {
    id: row.id,
    serial: row.serial,
    type: type.slug,
    ...facts,
    locale,
    status: row.state,
    environments: environmentsOf(state),
    created_by: creatorOf(row) ?? '',
    created_at: isoTime(row.created_at),
    tags: tagsIn(bodies.get(shared)),
    fields: fieldsOf(type, bodies, shown),
  }
}

/** Without fallbacks: who edits sees what each locale holds. */
function fieldsOf(type: EntryState['type'], bodies: Bodies, { locale, locales }: Shown) {
  if (locales.length === 0) return {}
  return locale === '*' ? fieldsByLocale(type, bodies, locales) : fieldsIn(type, bodies, locales)
}

function workingCopy(state: EntryState) {
  const { row } = state
  return {
    slug: row.slug,
    changed: row.changed === 1,
    version: row.version,
    updated_at: isoTime(row.updated_at),
    published_at: row.published_at === null ? null : isoTime(row.published_at),
    bodies: bodiesOf(state),
  }
}

/** What the oldest environment shows; nothing in it comes from the working copy. */
async function snapshot({ db, space }: Showing, { live, row }: EntryState, locales: readonly string[]) {
  const first = live[0]
  if (first === undefined) throw new Error(`${row.id} is published and has no snapshot: repair its state.`)
  const rows = live.filter(
    ({ viewId, locale }) => viewId === first.viewId && (locale === shared || locales.includes(locale)),
  )
  const revisions = await readRevisions(
    db,
    space.id,
    rows.map(({ revisionId }) => revisionId),
  )
  const bodies = new Map<string, Body>(rows.map((each) => [each.locale, revisions.get(each.revisionId) ?? {}]))
  return {
    slug: first.slug,
    changed: false,
    version: Math.max(...rows.map(({ version }) => version)),
    updated_at: isoTime(Math.max(...rows.map(({ updatedAt }) => updatedAt))),
    published_at: isoTime(first.publishedAt),
    bodies,
  }
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
