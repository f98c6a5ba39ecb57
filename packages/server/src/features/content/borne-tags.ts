import type { Target } from '@latchkey/policy/request'
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { decodeBody, shared } from './field-values.ts'
import { tagsKey } from './tags-key.ts'
import { tagsIn } from './tags.ts'

/** The views in which an entry bears the tags that grants ask for. */
export interface TagViews {
  /** Of the copy by which it is read: of a published one the snapshot. */
  readonly shown: Expression<string>
  readonly working: Expression<string>
}

/** Whether an entry bears one of some tags in a view. */
export function bearsIn(
  view: Expression<string>,
  entry: Expression<string>,
  tags: readonly string[],
): RawBuilder<SqlBool> {
  return sql`exists (select 1 from field_index g where ${tagsOf(view, entry)} and g.str in (${sql.join(tags)}))`
}

/** The tags that an entry bears in a view, as `splitTags` reads them. */
export function tagsTextIn(view: Expression<string>, entry: Expression<string>): RawBuilder<string | null> {
  return sql`(select string_agg(g.str, ',') from field_index g where ${tagsOf(view, entry)})`
}

function tagsOf(view: Expression<string>, entry: Expression<string>): RawBuilder<SqlBool> {
  return sql`g.view_id = ${view} and g.entry_id = ${entry} and g.field_id = ${tagsKey} and g.locale = ${shared}`
}

/** Tags hold no comma. */
export function splitTags(text: string | null): string[] {
  return text === null ? [] : text.split(',')
}

/** The view whose snapshot stands for a working copy: of the oldest environment in which the entry is live. */
export function oldestLiveView(entries: 'e' | 'entries'): RawBuilder<string> {
  const of = (column: string) => sql.ref(`${entries}.${column}`)
  return sql`(select v.id from views v
    join environments n on n.space_id = v.space_id and n.id = v.environment_id and n.state = 'active'
    join published l on l.view_id = v.id and l.entry_id = ${of('id')} and l.locale = ''
    where v.space_id = ${of('space_id')} and v.branch_id = ${of('branch_id')} order by n.created_at, n.id limit 1)`
}

/** The same for entries of any branch, beside their table. */
export function tagViewsOf(entries: 'e' | 'entries'): TagViews {
  const of = (column: string) => sql.ref(`${entries}.${column}`)
  const working = sql<string>`(select v.id from views v where v.space_id = ${of('space_id')}
    and v.branch_id = ${of('branch_id')} and v.environment_id is null and v.release_id is null)`
  return {
    shown: sql`coalesce(case when ${of('state')} = 'published' then ${oldestLiveView(entries)} end, ${working})`,
    working,
  }
}

/** What all locales share of an entry. */
export interface SharedBodies {
  /** Of its working copy, as it is stored. */
  readonly shared_body: string | null
  /** Of the snapshot by which it is read; null where it is not live. */
  readonly live_body: string | null
}

/** The columns of `SharedBodies`, beside a table of entries. */
export function sharedBodies(entries: 'e' | 'entries') {
  return [workingBody(entries).as('shared_body'), liveBody(entries).as('live_body')] as const
}

/** What all locales share in the working copy; also of what is in the trash, where no index has it. */
export function workingBody(entries: 'e' | 'entries'): RawBuilder<string> {
  const of = (column: string) => sql.ref(`${entries}.${column}`)
  return sql`(select r.body from heads h join revisions r on r.id = h.revision_id
    where h.space_id = ${of('space_id')} and h.branch_id = ${of('branch_id')} and h.entry_id = ${of('id')} and h.locale = '')`
}

function liveBody(entries: 'e' | 'entries'): RawBuilder<string | null> {
  return sql`(select r.body from published p join revisions r on r.id = p.revision_id
    where p.view_id = ${oldestLiveView(entries)} and p.entry_id = ${sql.ref(`${entries}.id`)} and p.locale = '')`
}

/** What an entry bears, as decisions ask for it. */
export function tagsBorne({
  shared_body: working,
  live_body: live,
}: SharedBodies): Pick<Target, 'tags' | 'publishedTags'> {
  const tagsOfBody = (text: string | null) => tagsIn(text === null ? undefined : decodeBody(text))
  return { tags: tagsOfBody(working), ...(live !== null && { publishedTags: tagsOfBody(live) }) }
}
