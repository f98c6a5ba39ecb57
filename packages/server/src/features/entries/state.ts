import type { Target } from '@latchkey/policy/request'
import type { Selectable } from 'kysely'
import type { Schema } from '../../database/schema.ts'
import { creatorOf } from '../../lib/creator.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import type { ContentType } from '../content/content-type.ts'
import { type Bodies, type Body, shared } from '../content/field-values.ts'
import { tagsIn } from '../content/tags.ts'
import type { EntryTarget, Situation } from './rules.ts'

export type EntryRow = Selectable<Schema['entries']>

/** The working copy in one locale. */
export interface Head {
  readonly revisionId: string
  readonly body: Body
}

/** What is live in one environment and locale. */
export interface LiveRow {
  readonly viewId: string
  readonly environmentId: string
  /** The environment's slug. */
  readonly environment: string
  readonly locale: string
  readonly slug: string
  /** What the entry bears there; the row that all locales share tells. */
  readonly tags: readonly string[]
  readonly revisionId: string
  readonly version: number
  readonly publishedAt: number
  readonly updatedAt: number
}

/** An entry with its working copy and what is live of it; live rows stand in the order of their environments. */
export interface EntryState {
  readonly row: EntryRow
  readonly type: ContentType
  readonly heads: ReadonlyMap<string, Head>
  readonly live: readonly LiveRow[]
}

/** What can go live of an entry: its working copy, or what it held in an earlier version. */
export interface PublishableContent {
  readonly slug: string
  readonly version: number
  /** When that version was saved, UTC milliseconds. */
  readonly updatedAt: number
  /** By locale; `''` is what all locales share. */
  readonly heads: ReadonlyMap<string, Head>
}

/** The working copy, to be published. */
export function workingContent({ row, heads }: EntryState): PublishableContent {
  return { slug: row.slug, version: row.version, updatedAt: row.updated_at, heads }
}

/** What an entry bears once the content is live. */
export function tagsOf({ heads }: Pick<PublishableContent, 'heads'>): string[] {
  return tagsIn(heads.get(shared)?.body)
}

export function bodiesOf({ heads }: EntryState): Bodies {
  return new Map(Array.from(heads, ([locale, { body }]) => [locale, body]))
}

/** The entry as decisions name it. */
export function targetOf(space: SpaceFacts, { row, type, heads, live }: EntryState): EntryTarget & Target {
  const snapshot = live.find(({ locale }) => locale === shared)
  return {
    area: 'content',
    space,
    type: type.slug,
    id: row.id,
    name: row.slug,
    creator: creatorOf(row),
    status: row.state,
    tags: tagsOf({ heads }),
    ...(snapshot && { publishedTags: snapshot.tags }),
  }
}

/** What the rules ask about a stored entry. */
export function situationOf(space: SpaceFacts, state: EntryState, locales: readonly string[]): Situation {
  const { row, type, live } = state
  return {
    target: targetOf(space, state),
    type,
    bodies: bodiesOf(state),
    publishedAt: row.published_at,
    defaultLocale: space.defaultLocale,
    locales,
    liveIn: environmentsOf(state),
    liveLocales: [...new Set(live.map(({ locale }) => locale))].filter((locale) => locale !== shared),
  }
}

/** Slugs of the environments in which the entry is live. */
export function environmentsOf({ live }: Pick<EntryState, 'live'>): string[] {
  return [...new Set(live.map(({ environment }) => environment))]
}

/** Whether the working copy differs from what is live in some environment. */
export function isChanged({ row, heads, live }: EntryState): boolean {
  return [...Map.groupBy(live, ({ viewId }) => viewId).values()].some((rows) => {
    const byLocale = new Map(rows.map((each) => [each.locale, each]))
    if (byLocale.get(shared)?.slug !== row.slug) return true
    return [...heads].some(([locale, { revisionId, body }]) => {
      const snapshot = byLocale.get(locale)
      return snapshot ? snapshot.revisionId !== revisionId : Object.keys(body).length > 0
    })
  })
}
