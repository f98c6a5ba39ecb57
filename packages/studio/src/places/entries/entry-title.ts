import type { ContentType, Entry } from '../../api/answers.ts'
import { t } from '../../words/words.ts'
import { draftOf, valueAt } from './entry-draft.ts'

/** What an entry is called in lists: its first text, where there is one in the locale, or its slug. */
export function titleOf(
  entry: Pick<Entry, 'slug' | 'tags' | 'fields' | 'locale'>,
  type: Pick<ContentType, 'fields'> | undefined,
  locale: string,
): string {
  const field = type?.fields.find(({ type: kind }) => kind === 'text')
  if (field === undefined) return entry.slug
  const value = entry.locale === '*' ? valueAt(draftOf(entry), field, locale) : entry.fields[field.id]
  return typeof value === 'string' && value !== '' ? value : entry.slug
}

/** What a part of an entry is called: its slug, its tags, or a field by its id. */
export function nameOfPart(part: string, { fields }: Pick<ContentType, 'fields'>): string {
  if (part === 'slug') return t('content.slug')
  if (part === 'tags') return t('content.tags')
  return nameOf(fields.find(({ id }) => id === part) ?? { id: part })
}

/** The name of a field for people. */
export function nameOf({ id, name }: { readonly id: string; readonly name?: string }): string {
  return name ?? id
}
