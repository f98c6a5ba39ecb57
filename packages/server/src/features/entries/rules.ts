import { content } from '@latchkey/contract/actions'
import type { Status } from '@latchkey/policy/grant'
import type { Request, Target, Touch } from '@latchkey/policy/request'
import type { ContentType } from '../content/content-type.ts'
import { type Bodies, shared } from '../content/field-values.ts'
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
  request: { readonly slug?: string; readonly fields?: Readonly<Record<string, unknown>>; readonly locale: string },
  defaultLocale: string,
): Question[] {
  const { slug, fields = {}, locale } = request
  const own = [...(slug === undefined ? [] : ['slug']), ...(target.status === 'draft' ? [] : ['status'])]
  const touches = [
    ...own.map((field) => ({ field, locale: defaultLocale })),
    ...touchesOfFields(type, { fields, locale, replaces: false }, new Map(), defaultLocale),
  ]
  return [{ action: content.create.name, target, touches, locales: [defaultLocale] }]
}

/** Changing: fields as they are sent, slug, date and status where they change; and publishing where the request does that too. */
export function questionsOfUpdate(situation: Situation, request: EntryRequest): Question[] {
  const { target, type, bodies, defaultLocale, publishedAt } = situation
  const status = request.status ?? target.status
  const renamed = request.slug !== undefined && request.slug !== target.name
  const dated = request.publishedAt !== undefined && request.publishedAt !== publishedAt
  const own = [
    ...(renamed ? ['slug'] : []),
    ...(dated ? ['published_at'] : []),
    ...(touchesStatus(target.status, status) ? ['status'] : []),
  ]
  const { fields, locale, replaces = false } = request
  const touches = [
    ...own.map((field) => ({ field, locale: defaultLocale })),
    ...(fields ? touchesOfFields(type, { fields, locale, replaces }, bodies, defaultLocale) : []),
  ]
  const after = {
    ...(renamed && { name: request.slug }),
    ...(status !== target.status && { status }),
  }
  const archives = status === 'archived' && target.status !== 'archived'
  const update: Question = {
    action: content.update.name,
    target,
    ...(Object.keys(after).length > 0 && { after }),
    touches,
    ...(archives && { locales: localesOf(situation) }),
  }
  const locales = publishedLocales(situation, request, dated)
  if (locales === null) return [update]
  const publish = { action: content.publish.name, target, ...(renamed && { after: { name: request.slug } }), locales }
  return [update, publish]
}

/**
 * Whether a change of status is one of the field `status`: moving between draft, protected and archived is. Entering
 * published is publishing and nothing else, and so is going back to draft; what leaves for elsewhere does both.
 */
export function touchesStatus(before: Status, after: Status): boolean {
  if (before === after || after === 'published') return false
  return before !== 'published' || after !== 'draft'
}

/** The locales in which an update publishes or unpublishes; null when it does neither. */
function publishedLocales(situation: Situation, { status }: EntryRequest, dated: boolean): readonly string[] | null {
  const { target, locales, defaultLocale } = situation
  if (status === 'published') return locales
  if (target.status !== 'published') return null
  if (status === 'draft') return locales
  if (status !== undefined) return localesOf(situation)
  return dated ? [defaultLocale] : null
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

export function questionsOfArchive(situation: Situation): Question[] {
  return questionsOfUpdate(situation, { status: 'archived', locale: situation.defaultLocale })
}

/** Deleting, in every locale that the entry has; and unpublishing where it is live. */
export function questionsOfDelete(situation: Situation): Question[] {
  const { target } = situation
  const locales = localesOf(situation)
  const remove = { action: content.delete.name, target, locales }
  return target.status === 'published' ? [remove, { action: content.publish.name, target, locales }] : [remove]
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
    if (type?.fields.get(field)?.localized !== true) return [{ field, locale: defaultLocale }]
    if (locale !== '*') return [{ field, locale }]
    const held = replaces || value === null ? localesHolding(field, bodies) : []
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
  return left.flatMap(({ id: field, localized }) => {
    if (!localized) return bodies.get(shared)?.[field] === undefined ? [] : [{ field, locale: defaultLocale }]
    const held = localesHolding(field, bodies).filter((code) => locale === '*' || code === locale)
    return held.map((code) => ({ field, locale: code }))
  })
}

function localesHolding(field: string, bodies: Bodies): string[] {
  return [...bodies].flatMap(([locale, body]) => (locale !== shared && body[field] !== undefined ? [locale] : []))
}
