import { content } from '@latchkey/contract/actions'
import { requestsOfCreate, requestsOfUpdate } from '@latchkey/policy/entry-requests'
import type { Status } from '@latchkey/policy/grant'
import type { Request, Target, Touch } from '@latchkey/policy/request'
import type { ContentType } from '../content/content-type.ts'
import { type Bodies, shared } from '../content/field-values.ts'
import { areSameTags, keptTags, tagsIn } from '../content/tags.ts'
import { isRecord } from '../content/value.ts'

/** One thing that a request asks to be allowed. */
export type Question = Omit<Request, 'principal'>

/** What the decisions about a stored entry ask. */
export interface Situation {
  /** With the status and slug that the entry has before the request. */
  readonly target: EntryTarget
  readonly type: ContentType
  /** The working copy. */
  readonly bodies: Bodies
  /** UTC milliseconds. */
  readonly publishedAt: number | null
  readonly defaultLocale: string
  /** All locales of the space. */
  readonly locales: readonly string[]
  /** Slugs of the environments in which the entry is live. */
  readonly liveIn: readonly string[]
  /** Locales that have a snapshot somewhere. */
  readonly liveLocales: readonly string[]
}

export interface EntryTarget extends Target {
  readonly area: 'content'
  readonly type: string
  readonly name: string
  readonly status: Status
}

/** Field values as a request sends them: in a locale, or with `*` by locale. */
export interface FieldInput {
  readonly fields: Readonly<Record<string, unknown>>
  readonly locale: string
  /** PUT: what is not sent is emptied. */
  readonly replaces: boolean
  /** The whole list; absent: the tags stay. */
  readonly tags?: readonly string[]
  /** A new entry: what is not sent holds the default of its field. */
  readonly fills?: boolean
}

/** What a PATCH or PUT asks for; absent keys ask for nothing. */
export interface EntryRequest extends Partial<FieldInput> {
  readonly locale: string
  readonly slug?: string
  readonly status?: Status
  /** UTC milliseconds. */
  readonly publishedAt?: number
}

/** Creating: touches what is sent, in the default locale besides; the caller is the creator. `type` null when there is none. */
export function questionsOfCreate(
  target: EntryTarget,
  type: ContentType | null,
  request: {
    readonly slug?: string
    readonly fields?: Readonly<Record<string, unknown>>
    readonly locale: string
    readonly tags?: readonly string[]
  },
  defaultLocale: string,
): readonly Question[] {
  const { slug, fields = {}, locale } = request
  return requestsOfCreate({
    ...asked(target),
    defaultLocale,
    fields: touchesOfFields(type, { fields, locale, replaces: false }, new Map(), defaultLocale),
    ...(slug !== undefined && { slug }),
    ...(request.tags && request.tags.length > 0 && { tags: keptTags(request.tags) }),
    status: target.status,
    entryLocales: [],
  })
}

/** Changing: fields as they are sent, slug, date and status where they change; and publishing where the request does that too. */
export function questionsOfUpdate(situation: Situation, request: EntryRequest): readonly Question[] {
  const { target, type, bodies, defaultLocale } = situation
  const { fields, locale, slug, status, replaces = false } = request
  const tags = request.tags && keptTags(request.tags)
  const dated = request.publishedAt !== undefined && request.publishedAt !== situation.publishedAt
  return requestsOfUpdate({
    ...asked(target),
    defaultLocale,
    fields: fields ? touchesOfFields(type, { fields, locale, replaces }, bodies, defaultLocale) : [],
    ...(slug !== undefined && { slug }),
    ...(status !== undefined && { status }),
    movesPublishedAt: dated,
    ...(tags && !areSameTags(tags, tagsIn(bodies.get(shared))) && { tags }),
    entryLocales: localesOf(situation),
    publishLocales: publishedLocales(situation, status),
  })
}

/** Who asks is said by the pipeline, about every question alike. */
function asked(target: EntryTarget) {
  return { principal: '', target }
}

/** The locales that a change of status puts live or takes offline; a date alone is shared, and moves with the default one. */
function publishedLocales(situation: Situation, status: Status | undefined): readonly string[] {
  if (status === undefined) return [situation.defaultLocale]
  return status === 'published' || status === 'draft' ? situation.locales : localesOf(situation)
}

/** The same questions about content that bears other tags than the entry does now: decided under both. */
export function withTagsOf(questions: readonly Question[], tags: readonly string[]): Question[] {
  return questions.map((question) => ({ ...question, after: { ...question.after, tags } }))
}

/** Publishing the locales named, or all. What they share goes live with the default one, and where nothing is live yet. */
export function questionsOfPublish(
  situation: Situation,
  named: readonly string[] | undefined,
  environments: readonly string[],
): Question[] {
  const { target, liveIn, defaultLocale } = situation
  const entering = environments.some((environment) => !liveIn.includes(environment))
  const locales = named ?? situation.locales
  return [
    {
      action: content.publish.name,
      target,
      locales: entering ? [...new Set([...locales, defaultLocale])] : locales,
    },
  ]
}

/** Unpublishing the locales named, or all. */
export function questionsOfUnpublish(situation: Situation, named: readonly string[] | undefined): Question[] {
  return [{ action: content.publish.name, target: situation.target, locales: named ?? situation.locales }]
}

export function questionsOfArchive(situation: Situation): readonly Question[] {
  return questionsOfUpdate(situation, { status: 'archived', locale: situation.defaultLocale })
}

/** Deleting, in every locale that the entry has; and unpublishing where it is live. */
export function questionsOfDelete(situation: Situation): Question[] {
  const { target } = situation
  const locales = localesOf(situation)
  const remove = { action: content.delete.name, target, locales }
  return target.status === 'published' ? [remove, { action: content.publish.name, target, locales }] : [remove]
}

/** Taking out of the trash, with every locale that the entry has; a slug that is sent and differs is changed besides. */
export function questionsOfRestore(situation: Situation, slug: string | undefined): Question[] {
  const { target, defaultLocale } = situation
  const renamed = slug !== undefined && slug !== target.name
  const after = renamed ? { after: { name: slug } } : {}
  const restore = { action: content.restore.name, target, ...after, locales: localesOf(situation) }
  return renamed ? [restore, ...questionsOfUpdate(situation, { slug, locale: defaultLocale })] : [restore]
}

/** The locales that an entry has, live or not, and the default one. */
function localesOf({ bodies, liveLocales, defaultLocale }: Situation): readonly string[] {
  const own = [...bodies.keys(), ...liveLocales].filter((locale) => locale !== shared)
  return [...new Set([defaultLocale, ...own])]
}

/**
 * Field and locale of every value that a request sends, changed or not; and, when it replaces, of every value that it
 * empties by leaving it out. What all locales share is touched in the default one, and so is what no type knows.
 */
export function touchesOfFields(
  type: ContentType | null,
  { fields, locale, replaces }: FieldInput,
  bodies: Bodies,
  defaultLocale: string,
): Touch[] {
  const touches = Object.entries(fields).flatMap(([field, value]) => {
    const declared = type?.fields.get(field)
    if (declared?.localized !== true) return [{ field, locale: defaultLocale }]
    if (locale !== '*') return [{ field, locale }]
    const held = replaces || value === null ? localesHolding(declared.key, bodies) : []
    const sent = isRecord(value) ? Object.keys(value) : []
    const all = new Set([...sent, ...held])
    return [...(all.size > 0 ? all : [defaultLocale])].map((code) => ({ field, locale: code }))
  })
  return replaces && type ? [...touches, ...emptied(type, fields, locale, bodies, defaultLocale)] : touches
}

function emptied(
  type: ContentType,
  fields: FieldInput['fields'],
  locale: string,
  bodies: Bodies,
  defaultLocale: string,
): Touch[] {
  const left = [...type.fields.values()].filter(({ id }) => !Object.hasOwn(fields, id))
  return left.flatMap(({ id: field, key, localized }) => {
    if (!localized) return bodies.get(shared)?.[key] === undefined ? [] : [{ field, locale: defaultLocale }]
    const held = localesHolding(key, bodies).filter((code) => locale === '*' || code === locale)
    return held.map((code) => ({ field, locale: code }))
  })
}

function localesHolding(key: string, bodies: Bodies): string[] {
  return [...bodies].flatMap(([locale, body]) => (locale !== shared && body[key] !== undefined ? [locale] : []))
}
