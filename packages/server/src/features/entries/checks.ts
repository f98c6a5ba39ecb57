import { content } from '@latchkey/contract/actions'
import type { Field } from '@latchkey/contract/content-types/schemas'
import type { ProblemIssue } from '@latchkey/contract/problem'
import type { ContentField, ContentType } from '../content/content-type.ts'
import { indexedBytesMax, indexValue } from '../content/field-index.ts'
import { type Bodies, decodeBody, shared } from '../content/field-values.ts'
import { blockKey } from '../content/value-check.ts'
import { isRecord, type Value } from '../content/value.ts'
import { creatorOf } from '../../lib/creator.ts'
import type { Applied } from './apply-fields.ts'
import { entriesWithValue, holdDraftView, readReferenced } from './queries.ts'
import type { Writing } from './writing.ts'

/** A value of a write that only the other entries can judge. */
interface Sent {
  readonly field: ContentField
  readonly locale: string
  readonly value: Value
  readonly pointer: string
}

/** What the other entries have against a write: values that must be unique, and references to entries of other types. */
export async function faultsAmongOthers(
  writing: Writing,
  entry: { readonly id: string; readonly type: ContentType; readonly before: Bodies },
  applied: Applied,
  byLocale: boolean,
): Promise<ProblemIssue[]> {
  const sent = changedValues(entry.type, entry.before, applied, byLocale)
  const unique = sent.filter(({ field }) => field.unique)
  const references = sent.flatMap(({ field, value, pointer }) => restrictedReferences(field.declared, value, pointer))
  return [
    ...(unique.length > 0 ? await repeatedValues(writing, entry.id, unique) : []),
    ...(references.length > 0 ? await wrongTargets(writing, references) : []),
  ]
}

function changedValues(type: ContentType, before: Bodies, { bodies, changed }: Applied, byLocale: boolean): Sent[] {
  return changed.flatMap((locale) =>
    [...type.fields.values()].flatMap((field) => {
      const value = bodies.get(locale)?.[field.id]
      if (value === undefined || field.localized === (locale === shared)) return []
      if (JSON.stringify(value) === JSON.stringify(before.get(locale)?.[field.id])) return []
      const pointer = field.localized && byLocale ? `/fields/${field.id}/${locale}` : `/fields/${field.id}`
      return [{ field, locale, value, pointer }]
    }),
  )
}

async function repeatedValues({ db, space, draftView }: Writing, id: string, sent: readonly Sent[]) {
  await holdDraftView(db, draftView)
  const issues: ProblemIssue[] = []
  for (const { field, locale, value, pointer } of sent) {
    const indexed = indexValue(field, value)
    const found = await entriesWithValue(db, space.id, draftView, field, locale, indexed)
    // The index keeps the beginning of a long text only.
    const isWhole = indexed.str === null || Buffer.byteLength(indexed.str) < indexedBytesMax - 3
    const others = found.filter(({ entryId }) => entryId !== id)
    if (others.some(({ body }) => isWhole || decodeBody(body)[field.id] === value)) {
      issues.push({ pointer, detail: 'Another entry has this value.' })
    }
  }
  return issues
}

interface Reference {
  readonly id: string
  readonly types: readonly string[]
  readonly pointer: string
}

/** The references in a value that may point to some types only. */
function restrictedReferences(field: Field, value: Value, pointer: string): Reference[] {
  const { type, types } = field
  if (typeof value === 'string') return type === 'reference' && types ? [{ id: value, types, pointer }] : []
  if (type === 'list' && field.items === 'reference' && types && Array.isArray(value)) {
    return value.flatMap((id: Value, index) =>
      typeof id === 'string' ? [{ id, types, pointer: `${pointer}/${index}` }] : [],
    )
  }
  if (type === 'object') return referencesInside(field.fields ?? [], value, pointer)
  if (type !== 'blocks' || !Array.isArray(value)) return []
  return value.flatMap((block: Value, index) => {
    const name = isRecord(block) ? block[blockKey] : undefined
    const inside = field.blocks?.find((each) => each.name === name)?.fields ?? []
    return referencesInside(inside, block, `${pointer}/${index}`)
  })
}

function referencesInside(fields: readonly Field[], value: Value, pointer: string): Reference[] {
  if (typeof value !== 'object' || value === null) return []
  const members = new Map(Object.entries(value))
  return fields.flatMap((field) => {
    const member = members.get(field.id)
    return member === undefined ? [] : restrictedReferences(field, member, `${pointer}/${field.id}`)
  })
}

/** A target that does not exist, or that the caller may not read, is nobody's business. */
async function wrongTargets({ db, space, allows }: Writing, references: readonly Reference[]): Promise<ProblemIssue[]> {
  const targets = await readReferenced(db, space.id, [...new Set(references.map(({ id }) => id))])
  const visible = targets.filter(({ id, type, slug, state, ...columns }) =>
    allows({
      action: content.read.name,
      target: { area: 'content', space, type, id, name: slug, creator: creatorOf(columns), status: state },
    }),
  )
  const typeOf = new Map(visible.map(({ id, type }) => [id, type]))
  return references.flatMap(({ id, types, pointer }) => {
    const type = typeOf.get(id)
    if (type === undefined || types.includes(type)) return []
    return [{ pointer, detail: `It points to an entry of the type ${type}; it may point to ${types.join(', ')}.` }]
  })
}
