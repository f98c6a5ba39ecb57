import type { ContentType, Entry, Field } from '../../api/answers.ts'
import { t } from '../../words/words.ts'
import { nameOf } from './entry-title.ts'

/** What a list tells of each entry besides its title. */
export interface EntryColumn {
  /** As an address names it: `updated_at`, `field.price`. */
  readonly name: string
  readonly label: string
  /** What the server sorts by; null where it cannot. */
  readonly order: string | null
  /** Null for what every entry has. */
  readonly field: Field | null
}

/** How many stand beside the title at once. */
export const columnsMax = 6

const owned = {
  type: { label: 'content.type', order: null },
  status: { label: 'content.column.state', order: 'status' },
  live: { label: 'content.column.live', order: null },
  updated_at: { label: 'content.column.updated', order: 'updated_at' },
  published_at: { label: 'content.column.published', order: 'published_at' },
  tags: { label: 'content.tags', order: null },
} as const
type Owned = keyof typeof owned

/** Shown where an address names none. */
const usual: readonly Owned[] = ['status', 'live', 'updated_at', 'published_at']

/** Fields whose values stand in a line. */
const shortKinds = new Set(['text', 'number', 'boolean', 'date', 'select'])

const isOwned = (name: string): name is Owned => name in owned

/** All columns that a list can have; of a list of all types, those that every entry has. */
export function columnsOf(type: Pick<ContentType, 'fields'> | null): readonly EntryColumn[] {
  const own = Object.keys(owned)
    .filter(isOwned)
    .filter((name) => name !== 'type' || type === null)
    .map((name): EntryColumn => ({ name, label: t(owned[name].label), order: owned[name].order, field: null }))
  const fields = (type?.fields ?? [])
    .filter(({ type: kind }) => shortKinds.has(kind))
    .map((field) => ({
      name: `field.${field.id}`,
      label: nameOf(field),
      order: field.filterable === true ? field.id : null,
      field,
    }))
  return [...own, ...fields]
}

/** The columns that an address names, as far as there are such; the usual ones where it names none. */
export function columnsIn(named: string | undefined, type: ContentType | null): readonly EntryColumn[] {
  const all = columnsOf(type)
  const names = named?.split(',') ?? (type === null ? ['type', ...usual] : usual)
  return names.flatMap((name) => all.find((column) => column.name === name) ?? []).slice(0, columnsMax)
}

/** What an address says: undefined for the usual ones. */
export function namesOf(columns: readonly EntryColumn[], type: ContentType | null): string | undefined {
  const names = (list: readonly EntryColumn[]) => list.map(({ name }) => name).join(',')
  const said = names(columns)
  return said === names(columnsIn(undefined, type)) ? undefined : said
}

/** What a field of an entry of a list holds, in a line. */
export function fieldInLine({ fields }: Pick<Entry, 'fields'>, { id, type }: Field): string {
  const value = fields[id]
  if (type === 'boolean' && typeof value === 'boolean') return t(value ? 'shared.yes' : 'shared.no')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '–'
}
