import { createMongoAbility, subject, type MongoAbility, type RawRuleOf } from '@casl/ability'
import type { Conditions, Grant, Status } from '@latchkey/policy/grant'
import type { Request } from '@latchkey/policy/request'

/** What a server knows of a request and of the entry that it loaded; each engine is asked from here. */
export type Facts = {
  readonly action: 'content.read' | 'content.update'
  readonly type: string
  readonly id: string
  readonly slug: string
  readonly status: Status
  readonly creator: string
  readonly locale: string
  /** The one field that an update touches. */
  readonly field: string
}

type Sentence = {
  readonly effect: 'allow' | 'deny'
  readonly action: Facts['action']
  readonly type: string
  readonly slug?: string
  readonly fields?: readonly string[]
  readonly conditions?: Conditions
}

const principal = 'token:7Hq2mK9xB1aZ'
const space = { id: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11', slug: 'shop' }
const statuses = ['draft', 'published', 'protected', 'archived'] as const satisfies readonly Status[]

/** Ten grants about five types, again and again: plain reads, conditions of each sort, fields, and a deny. */
const sentence = (index: number): Sentence => {
  const read = { effect: 'allow', action: 'content.read', type: `type-${Math.floor(index / 2)}` } as const
  const update = { ...read, action: 'content.update' } as const
  switch (index % 10) {
    case 1:
      return { ...read, conditions: { status: ['draft', 'protected'] } }
    case 3:
      return { ...read, conditions: { own: true } }
    case 5:
      return { ...read, conditions: { locales: ['de', 'fr'] } }
    case 7:
      return { ...read, slug: 'homepage' }
    case 8:
      return { ...update, fields: ['title', 'price'] }
    case 9:
      return { ...update, effect: 'deny', fields: ['price'] }
    default:
      return index % 4 === 0 ? read : { ...update, conditions: { status: ['draft'], own: true } }
  }
}

const grantOf = ({ effect, action, type, slug = '*', fields, conditions }: Sentence): Grant => ({
  effect,
  actions: [action],
  resources: [`content:${type}:${slug}`],
  ...(fields && { fields }),
  ...(conditions && { conditions }),
})

const ruleOf = ({ effect, action, type, slug, fields, conditions }: Sentence): RawRuleOf<MongoAbility> => ({
  action,
  subject: `content:${type}`,
  inverted: effect === 'deny',
  ...(fields && { fields: [...fields] }),
  ...((slug !== undefined || conditions) && {
    conditions: {
      ...(slug !== undefined && { slug }),
      ...(conditions?.own && { creator: principal }),
      ...(conditions?.status && { status: { $in: [...conditions.status] } }),
      ...(conditions?.locales && { locale: { $in: [...conditions.locales] } }),
    },
  }),
})

export const grantsOf = (count: number): Grant[] =>
  Array.from({ length: count }, (_, index) => grantOf(sentence(index)))

/** The same sentences for CASL, where the last rule wins: its denies stand at the end. */
export const abilityOf = (count: number): MongoAbility => {
  const sentences = Array.from({ length: count }, (_, index) => sentence(index))
  return createMongoAbility(sentences.toSorted((a, b) => a.effect.localeCompare(b.effect)).map(ruleOf))
}

/** 256 questions about types that `count` grants name and types that they do not. */
export const questionsAbout = (count: number): Facts[] =>
  Array.from({ length: 256 }, (_, index) => ({
    action: index % 4 === 0 ? 'content.update' : 'content.read',
    type: `type-${(index * 7) % Math.ceil(count * 0.6)}`,
    id: `019a2f60-4b7c-7cc1-9d5e-${String(index).padStart(12, '0')}`,
    slug: index % 3 === 0 ? 'homepage' : `entry-${index}`,
    status: statuses[(index >> 2) % 4] ?? 'draft',
    creator: index % 5 < 3 ? principal : 'account:019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a12',
    locale: index % 7 < 3 ? 'de' : 'en',
    field: index % 8 === 0 ? 'price' : 'title',
  }))

export const requestOf = ({ action, type, id, slug, status, creator, locale, field }: Facts): Request => {
  const target = { area: 'content', space, type, id, name: slug, creator, status }
  return action === 'content.read'
    ? { action, principal, target, locales: [locale] }
    : { action, principal, target, touches: [{ field, locale }] }
}

export const askCasl = (ability: MongoAbility, { action, type, id, slug, status, creator, locale, field }: Facts) =>
  ability.can(action, subject(`content:${type}`, { id, slug, status, creator, locale }), field)
