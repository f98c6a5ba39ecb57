import type { ProblemIssue } from '@latchkey/contract/problem'
import type { ContentField, ContentType } from '../content/content-type.ts'
import { indexedBytesMax, indexValue } from '../content/field-index.ts'
import { type Bodies, decodeBody, shared } from '../content/field-values.ts'
import { type PlainValue, plainValues } from '../content/plain-values.ts'
import type { Value } from '../content/value.ts'
import { knownKeys, readDatasource } from '../datasources/queries.ts'
import type { Applied } from './apply-fields.ts'
import { unknownAssets } from './asset-checks.ts'
import { entriesWithValue, holdDraftView } from './queries.ts'
import { readableEntries } from './readable-entries.ts'
import type { Looking, Writing } from './writing.ts'

/** A value of a write that only the other entries can judge. */
interface Sent {
  readonly field: ContentField
  readonly locale: string
  readonly value: Value
  readonly pointer: string
}

/** What the space has against a write: values that must be unique, references to entries of other types, choices that are not there. */
export async function faultsAmongOthers(
  writing: Writing,
  entry: { readonly id: string; readonly type: ContentType; readonly before: Bodies },
  applied: Applied,
  byLocale: boolean,
): Promise<ProblemIssue[]> {
  const sent = changedValues(entry.type, entry.before, applied, byLocale)
  const unique = sent.filter(({ field }) => field.unique)
  const plain = sent.flatMap(({ field, value, pointer }) => plainValues(field.declared, value, pointer))
  return [...(await repeatedValues(writing, entry.id, unique)), ...(await faultsOfPlain(writing, plain))]
}

/** What the space has against plain values, wherever they are to be kept. */
export async function faultsOfPlain(looking: Looking, plain: readonly PlainValue[]): Promise<ProblemIssue[]> {
  const references = restrictedReferences(plain)
  return [
    ...(references.length > 0 ? await wrongTargets(looking, references) : []),
    ...(await unknownChoices(looking, plain)),
    ...(await unknownAssets(looking, plain)),
  ]
}

/** The values of an entry that must be unique and that others have. */
export function repeatedAmongOthers(writing: Writing, id: string, type: ContentType, bodies: Bodies) {
  const all = changedValues(type, new Map(), { bodies, changed: [...bodies.keys()] }, true)
  return repeatedValues(
    writing,
    id,
    all.filter(({ field }) => field.unique),
  )
}

function changedValues(
  type: ContentType,
  before: Bodies,
  { bodies, changed }: Pick<Applied, 'bodies' | 'changed'>,
  byLocale: boolean,
): Sent[] {
  return changed.flatMap((locale) =>
    [...type.fields.values()].flatMap((field) => {
      const value = bodies.get(locale)?.[field.key]
      if (value === undefined || field.localized === (locale === shared)) return []
      if (JSON.stringify(value) === JSON.stringify(before.get(locale)?.[field.key])) return []
      const pointer = field.localized && byLocale ? `/fields/${field.id}/${locale}` : `/fields/${field.id}`
      return [{ field, locale, value, pointer }]
    }),
  )
}

async function repeatedValues({ db, space, branch, draftView }: Writing, id: string, sent: readonly Sent[]) {
  if (sent.length === 0) return []
  await holdDraftView(db, draftView)
  const issues: ProblemIssue[] = []
  for (const { field, locale, value, pointer } of sent) {
    const indexed = indexValue(field, value)
    const found = await entriesWithValue(db, space.id, branch.id, draftView, field, locale, indexed)
    // The index keeps the beginning of a long text only.
    const isWhole = indexed.str === null || Buffer.byteLength(indexed.str) < indexedBytesMax - 3
    const others = found.filter(({ entryId }) => entryId !== id)
    if (others.some(({ body }) => isWhole || decodeBody(body)[field.key] === value)) {
      issues.push({ pointer, detail: 'Another entry has this value.' })
    }
  }
  return issues
}

/** The references among plain values that may point to some types only. */
function restrictedReferences(values: readonly PlainValue[]): Reference[] {
  return values.flatMap(({ field: { type, types }, value, pointer }) =>
    type === 'reference' && types && typeof value === 'string' ? [{ id: value, types, pointer }] : [],
  )
}

interface Reference {
  readonly id: string
  readonly types: readonly string[]
  readonly pointer: string
}

/** Values that their datasource does not have. It is held, so that none of its keys goes before the write ends. */
async function unknownChoices({ db, space }: Looking, values: readonly PlainValue[]): Promise<ProblemIssue[]> {
  const bySource = Map.groupBy(
    values.flatMap(({ field: { choices }, value, pointer }) =>
      choices && typeof value === 'string' ? [{ datasource: choices.datasource, value, pointer }] : [],
    ),
    ({ datasource }) => datasource,
  )
  const issues: ProblemIssue[] = []
  for (const [slug, chosen] of [...bySource].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const datasource = await readDatasource(db, space.id, slug, 'share')
    const known = datasource && (await knownKeys(db, datasource, [...new Set(chosen.map(({ value }) => value))]))
    for (const { value, pointer } of chosen) {
      if (!known?.has(value)) issues.push({ pointer, detail: `The datasource ${slug} has no such key.` })
    }
  }
  return issues
}

/** A target that does not exist, or that the caller may not read, is nobody's business. */
async function wrongTargets(looking: Looking, references: readonly Reference[]): Promise<ProblemIssue[]> {
  const targets = await readableEntries(
    looking,
    references.map(({ id }) => id),
  )
  const typeOf = new Map(targets.map(({ id, type }) => [id, type]))
  return references.flatMap(({ id, types, pointer }) => {
    const type = typeOf.get(id)
    if (type === undefined || types.includes(type)) return []
    return [{ pointer, detail: `It points to an entry of the type ${type}; it may point to ${types.join(', ')}.` }]
  })
}
