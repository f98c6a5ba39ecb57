import { hashKey } from '@tanstack/react-query'
import type { Entry, EntryChange, Field } from '../../api/answers.ts'
import { membersOf, withMember } from './fields/values.ts'

/** What of an entry is edited. A localized field holds an object of values by locale; what has no value is left out. */
export interface EntryDraft {
  readonly slug: string
  readonly tags: readonly string[]
  readonly fields: Readonly<Record<string, unknown>>
}

/** A place of an entry that has a value of its own: the slug, the tags, or a field; in a locale where it is localized. */
export interface Part {
  readonly name: string
  readonly locale: string | null
}

/** A content type, as far as its entries are edited by it. */
interface Fielded {
  readonly fields: readonly Field[]
}

export const emptyDraft: EntryDraft = { slug: '', tags: [], fields: {} }

export function draftOf({ slug, tags, fields }: Pick<Entry, 'slug' | 'tags' | 'fields'>): EntryDraft {
  return { slug, tags, fields }
}

/** The value of a field, undefined for none; `locale` counts where the field is localized. */
export function valueAt({ fields }: EntryDraft, field: Pick<Field, 'id' | 'localized'>, locale: string): unknown {
  const value = fields[field.id]
  return field.localized === true ? membersOf(value)[locale] : value
}

/** The draft with another value of a field; undefined empties it. */
export function withValue(
  draft: EntryDraft,
  field: Pick<Field, 'id' | 'localized'>,
  locale: string,
  value: unknown,
): EntryDraft {
  const { id } = field
  const next = field.localized === true ? withMember(membersOf(draft.fields[id]), locale, value) : value
  const isEmpty = field.localized === true && Object.keys(membersOf(next)).length === 0
  return { ...draft, fields: withMember(draft.fields, id, isEmpty ? undefined : next) }
}

/** Whether two values are the same, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  return hashKey([one ?? null]) === hashKey([other ?? null])
}

/** What differs between two drafts of an entry of the type. */
export function differences({ fields }: Fielded, one: EntryDraft, other: EntryDraft): Part[] {
  const parts: Part[] = []
  if (one.slug !== other.slug) parts.push({ name: 'slug', locale: null })
  if (!isSame(one.tags, other.tags)) parts.push({ name: 'tags', locale: null })
  for (const field of fields) {
    for (const locale of localesIn(field, one, other)) {
      if (!isSame(partIn(one, field, locale), partIn(other, field, locale))) parts.push({ name: field.id, locale })
    }
  }
  return parts
}

/** The value of a part, whichever it is. */
export function partOf(draft: EntryDraft, { name, locale }: Part): unknown {
  if (name === 'slug') return draft.slug
  if (name === 'tags') return draft.tags
  return locale === null ? draft.fields[name] : membersOf(draft.fields[name])[locale]
}

/** What is sent to save a draft of an entry: what differs from where it began and nothing else; null empties a field. */
export function changeOf(type: Fielded, base: EntryDraft, draft: EntryDraft): EntryChange {
  const parts = differences(type, base, draft)
  const fields: Record<string, unknown> = {}
  for (const part of parts) {
    const { name, locale } = part
    if (name === 'slug' || name === 'tags') continue
    const value = partOf(draft, part) ?? null
    fields[name] = locale === null ? value : { ...membersOf(fields[name]), [locale]: value }
  }
  return {
    ...(parts.some(({ name }) => name === 'slug') && { slug: draft.slug }),
    ...(parts.some(({ name }) => name === 'tags') && { tags: [...draft.tags] }),
    ...(Object.keys(fields).length > 0 && { fields }),
  }
}

/** What comes of a draft when somebody else has saved meanwhile. */
export interface Merged {
  /** Theirs, with what one has changed oneself. */
  readonly draft: EntryDraft
  /** What both have changed, each in another way: in the draft it is one’s own. */
  readonly conflicts: readonly Part[]
}

/** Lays the own changes of a draft over what others have saved since. */
export function merge(type: Fielded, base: EntryDraft, mine: EntryDraft, theirs: EntryDraft): Merged {
  const own = differences(type, base, mine)
  const draft = own.reduce((merged, part) => withPart(merged, part, partOf(mine, part)), theirs)
  const conflicts = own.filter(
    (part) => !isSame(partOf(base, part), partOf(theirs, part)) && !isSame(partOf(mine, part), partOf(theirs, part)),
  )
  return { draft, conflicts }
}

/** The draft with another value of a part. */
export function withPart(draft: EntryDraft, { name, locale }: Part, value: unknown): EntryDraft {
  if (name === 'slug') return { ...draft, slug: typeof value === 'string' ? value : '' }
  if (name === 'tags') return { ...draft, tags: Array.isArray(value) ? value.map(String) : [] }
  return withValue(draft, { id: name, localized: locale !== null }, locale ?? '', value)
}

function partIn(draft: EntryDraft, { id }: Field, locale: string | null): unknown {
  return partOf(draft, { name: id, locale })
}

/** The locales in which a localized field has a value in any of the drafts; null alone for one that all share. */
function localesIn({ id, localized }: Field, ...drafts: readonly EntryDraft[]): readonly (string | null)[] {
  if (localized !== true) return [null]
  return [...new Set(drafts.flatMap(({ fields }) => Object.keys(membersOf(fields[id]))))]
}
