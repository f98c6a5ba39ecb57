import type { Field } from '@latchkey/contract/content-types/schemas'
import type { Grant, Status } from '@latchkey/policy/grant'
import { compile } from '@latchkey/policy/compile'
import { decide } from '@latchkey/policy/decide'
import { describe, expect, test } from 'vitest'
import { contentTypeOf } from '../content/content-type.ts'
import type { Body } from '../content/field-values.ts'
import {
  type EntryTarget,
  type Question,
  questionsOfArchive,
  questionsOfCreate,
  questionsOfDelete,
  questionsOfPublish,
  questionsOfUnpublish,
  questionsOfUpdate,
  type Situation,
} from './rules.ts'

const fields: Field[] = [
  { id: 'hero_title', type: 'text', localized: true },
  { id: 'hero_image', type: 'text', localized: true },
  { id: 'price', type: 'number' },
  { id: 'stock', type: 'number' },
]
const type = contentTypeOf('space/main', {
  id: 'type',
  serial: 1,
  slug: 'pages',
  name: 'Pages',
  version: 1,
  singleton: 0,
  fields: JSON.stringify(fields),
})
const space = { id: '019a0000-0000-7000-8000-000000000001', slug: 'shop' }
const me = 'token:7Hq2mK9xB1aZ'

function situation(status: Status, change: Partial<Situation> = {}): Situation {
  const bodies = new Map<string, Body>([
    ['', { price: 1 }],
    ['en', { hero_title: 'Home' }],
    ['de', { hero_title: 'Start' }],
  ])
  const target: EntryTarget = {
    area: 'content',
    space,
    type: 'pages',
    id: '019a0000-0000-7000-8000-000000000002',
    name: 'homepage',
    creator: me,
    status,
  }
  return {
    target,
    type,
    bodies,
    publishedAt: null,
    defaultLocale: 'en',
    locales: ['en', 'de', 'fr'],
    liveIn: status === 'published' ? ['production'] : [],
    liveLocales: status === 'published' ? ['en', 'de'] : [],
    ...change,
  }
}

const touched = ({ touches = [] }: Question) => touches.map(({ field, locale }) => `${field}:${locale}`)

describe('what a PATCH touches', () => {
  test('every field that is sent, an equal value too, in the effective locale', () => {
    const [update] = questionsOfUpdate(situation('draft'), { fields: { hero_title: 'Start' }, locale: 'de' })
    expect(touched(update!)).toEqual(['hero_title:de'])
  })

  test('what all locales share in the default locale, whichever is asked for', () => {
    const [update] = questionsOfUpdate(situation('draft'), { fields: { price: 1 }, locale: 'de' })
    expect(touched(update!)).toEqual(['price:en'])
  })

  test('with locale=* each locale that is sent; a null touches those that have a value', () => {
    const sent = { hero_title: { de: 'A', fr: 'B' }, hero_image: null }
    const [update] = questionsOfUpdate(situation('draft'), { fields: sent, locale: '*' })
    expect(touched(update!)).toEqual(['hero_title:de', 'hero_title:fr', 'hero_image:en'])
    const [emptied] = questionsOfUpdate(situation('draft'), { fields: { hero_title: null }, locale: '*' })
    expect(touched(emptied!)).toEqual(['hero_title:en', 'hero_title:de'])
  })

  test('a field that no type knows, so that only who may write all fields learns of it', () => {
    const [update] = questionsOfUpdate(situation('draft'), { fields: { nope: 1 }, locale: 'de' })
    expect(touched(update!)).toEqual(['nope:en'])
  })

  test('nothing with an empty body', () => {
    expect(questionsOfUpdate(situation('draft'), { locale: 'en' })).toMatchObject([
      { action: 'content.update', target: situation('draft').target, touches: [] },
    ])
  })

  test('the slug where it changes, decided under both names', () => {
    const [same] = questionsOfUpdate(situation('draft'), { slug: 'homepage', locale: 'en' })
    expect([touched(same!), same!.after]).toEqual([[], {}])
    const [renamed] = questionsOfUpdate(situation('draft'), { slug: 'start', locale: 'de' })
    expect([touched(renamed!), renamed!.after]).toEqual([['slug:en'], { name: 'start' }])
  })

  test('published_at where it changes; on a draft that is all', () => {
    const dated = situation('draft', { publishedAt: 5 })
    expect(questionsOfUpdate(dated, { publishedAt: 5, locale: 'en' }).map(touched)).toEqual([[]])
    expect(questionsOfUpdate(dated, { publishedAt: 6, locale: 'en' }).map(touched)).toEqual([['published_at:en']])
  })

  test('the status when it moves between draft, protected and archived', () => {
    for (const [from, to] of [
      ['draft', 'protected'],
      ['protected', 'archived'],
      ['archived', 'draft'],
    ] as const) {
      const [update, ...rest] = questionsOfUpdate(situation(from), { status: to, locale: 'en' })
      expect([touched(update!), update!.after, rest]).toEqual([['status:en'], { status: to }, []])
    }
    expect(touched(questionsOfUpdate(situation('draft'), { status: 'draft', locale: 'en' })[0]!)).toEqual([])
  })
})

describe('what a PUT touches', () => {
  test('what is sent, and what is emptied by leaving it out', () => {
    const request = { fields: { hero_title: 'X' }, locale: 'en', replaces: true }
    expect(touched(questionsOfUpdate(situation('draft'), request)[0]!)).toEqual(['hero_title:en', 'price:en'])
  })

  test('values of other locales only with locale=*', () => {
    const one = { fields: { price: 1 }, locale: 'de', replaces: true }
    expect(touched(questionsOfUpdate(situation('draft'), one)[0]!)).toEqual(['price:en', 'hero_title:de'])
    const all = { fields: { price: 1 }, locale: '*', replaces: true }
    expect(touched(questionsOfUpdate(situation('draft'), all)[0]!)).toEqual([
      'price:en',
      'hero_title:en',
      'hero_title:de',
    ])
    const partly = { fields: { price: 1, hero_title: { en: 'X' } }, locale: '*', replaces: true }
    expect(touched(questionsOfUpdate(situation('draft'), partly)[0]!)).toEqual([
      'price:en',
      'hero_title:en',
      'hero_title:de',
    ])
  })
})

describe('publishing by a PATCH', () => {
  const actions = (questions: readonly Question[]) => questions.map(({ action }) => action)

  test('needs content.publish in every locale, besides the update of the other fields', () => {
    const [update, publish] = questionsOfUpdate(situation('draft'), {
      status: 'published',
      fields: { price: 2 },
      locale: 'en',
    })
    expect([touched(update!), update!.after]).toEqual([['price:en'], { status: 'published' }])
    expect(publish).toMatchObject({ action: 'content.publish', locales: ['en', 'de', 'fr'] })
    expect(publish!.target.status).toBe('draft')
  })

  test('counts for repeating it, too', () => {
    const repeated = questionsOfUpdate(situation('published'), { status: 'published', locale: 'en' })
    expect(actions(repeated)).toEqual(['content.publish'])
  })

  test('counts for leaving it: back to draft it is unpublishing alone, elsewhere the status moves besides', () => {
    const back = questionsOfUpdate(situation('published'), { status: 'draft', locale: 'en' })
    expect(actions(back)).toEqual(['content.publish'])
    const away = questionsOfUpdate(situation('published'), { status: 'protected', locale: 'en' })
    expect(away.map(touched)).toEqual([['status:en'], []])
    expect(away[1]).toMatchObject({ action: 'content.publish', locales: ['en', 'de'] })
  })

  test('counts for the date of a published entry', () => {
    const dated = questionsOfUpdate(situation('published'), { publishedAt: 6, locale: 'en' })
    expect(actions(dated)).toEqual(['content.publish'])
    expect(actions(questionsOfUpdate(situation('published'), { fields: { price: 1 }, locale: 'en' }))).toEqual([
      'content.update',
    ])
  })

  test('is decided under both slugs when it renames', () => {
    const [, publish] = questionsOfUpdate(situation('draft'), { status: 'published', slug: 'start', locale: 'en' })
    expect(publish!.after).toEqual({ name: 'start' })
  })
})

describe('locales of the other operations', () => {
  test('publishing touches those named, or all; and the default one where nothing is live yet', () => {
    const locales = (state: Situation, named?: string[], environments = ['production']) =>
      questionsOfPublish(state, named, environments)[0]!.locales
    expect(locales(situation('draft'))).toEqual(['en', 'de', 'fr'])
    expect(locales(situation('draft'), ['de'])).toEqual(['de', 'en'])
    expect(locales(situation('published'), ['de'])).toEqual(['de'])
    expect(locales(situation('published'), ['de'], ['production', 'staging'])).toEqual(['de', 'en'])
  })

  test('unpublishing touches those named, or all', () => {
    expect(questionsOfUnpublish(situation('published'), ['de'])[0]!.locales).toEqual(['de'])
    expect(questionsOfUnpublish(situation('published'), undefined)[0]!.locales).toEqual(['en', 'de', 'fr'])
  })

  test('archiving and deleting touch all that the entry has, and the default', () => {
    const german = situation('draft', {
      bodies: new Map<string, Body>([
        ['', {}],
        ['de', { hero_title: 'X' }],
      ]),
    })
    expect(questionsOfArchive(german)).toMatchObject([{ action: 'content.update', locales: ['en', 'de'] }])
    expect(questionsOfDelete(german)).toMatchObject([{ action: 'content.delete', locales: ['en', 'de'] }])
  })

  test('archiving and deleting need content.publish where something is live', () => {
    expect(questionsOfArchive(situation('published')).map(({ action }) => action)).toEqual([
      'content.update',
      'content.publish',
    ])
    expect(questionsOfDelete(situation('published')).map(({ action }) => action)).toEqual([
      'content.delete',
      'content.publish',
    ])
  })
})

describe('creating', () => {
  const target: EntryTarget = { area: 'content', space, type: 'pages', name: 'new', creator: me, status: 'draft' }

  test('touches what is sent, and needs the default locale', () => {
    const request = { slug: 'new', fields: { hero_title: 'Neu', price: 1 }, locale: 'de' }
    const [create] = questionsOfCreate(target, type, request, 'en')
    expect(touched(create!)).toEqual(['hero_title:de', 'price:en', 'slug:en'])
    expect(create!.locales).toEqual(['en'])
  })

  test('does not touch a slug that the server derives, nor a status that it gives', () => {
    expect(touched(questionsOfCreate(target, type, { locale: 'en' }, 'en')[0]!)).toEqual([])
    const kept: EntryTarget = { ...target, status: 'protected' }
    expect(touched(questionsOfCreate(kept, type, { locale: 'en' }, 'en')[0]!)).toEqual(['status:en'])
  })

  test('in an unknown type is asked about like in a known one', () => {
    const request = { fields: { price: 1 }, locale: 'en' }
    expect(questionsOfCreate(target, null, request, 'en')).toEqual(questionsOfCreate(target, type, request, 'en'))
  })
})

describe('with the engine', () => {
  const editsTitle: Grant = {
    effect: 'allow',
    actions: ['content.read', 'content.update'],
    resources: ['content:pages:homepage'],
    fields: ['hero_title', 'hero_image'],
    conditions: { own: true, status: ['draft', 'protected'], locales: ['en', 'de'] },
  }
  const publishes: Grant = { effect: 'allow', actions: ['content.publish'], resources: ['content:pages'] }

  function allowed(grants: readonly Grant[], questions: readonly Question[]): boolean {
    const policy = compile(grants)
    return questions.every((question) => decide(policy, { ...question, principal: me }).allowed)
  }
  const update = (state: Situation, request: Omit<Parameters<typeof questionsOfUpdate>[1], 'locale'>, locale = 'en') =>
    questionsOfUpdate(state, { ...request, locale })

  test('the example of the language changes its fields and nothing else', () => {
    const draft = situation('draft')
    expect(allowed([editsTitle], update(draft, { fields: { hero_title: 'X' } }))).toBe(true)
    expect(allowed([editsTitle], update(draft, { fields: { hero_title: 'X', price: 1 } }))).toBe(false)
    expect(allowed([editsTitle], update(draft, { status: 'protected' }))).toBe(false)
    expect(allowed([editsTitle], update(draft, { status: 'published' }))).toBe(false)
    expect(allowed([editsTitle], update(draft, { slug: 'elsewhere' }))).toBe(false)
    expect(allowed([editsTitle], update(draft, { publishedAt: 1 }))).toBe(false)
    expect(allowed([editsTitle], update(draft, {}))).toBe(true)
    expect(allowed([editsTitle], questionsOfArchive(draft))).toBe(false)
    expect(allowed([editsTitle], questionsOfDelete(draft))).toBe(false)
  })

  test('its conditions hold for every part: status, creator, locale', () => {
    const request = { fields: { hero_title: 'X' } }
    expect(allowed([editsTitle], update(situation('published'), request))).toBe(false)
    expect(allowed([editsTitle], update(situation('draft'), request, 'fr'))).toBe(false)
    const draft = situation('draft')
    const foreign = { ...draft, target: { ...draft.target, creator: 'account:other' } }
    expect(allowed([editsTitle], update(foreign, request))).toBe(false)
  })

  test('a translator writes his locale and not what all share', () => {
    const german: Grant = {
      effect: 'allow',
      actions: ['content.update'],
      resources: ['content:*'],
      conditions: { locales: ['de'] },
    }
    const draft = situation('draft')
    expect(allowed([german], update(draft, { fields: { hero_title: 'X' } }, 'de'))).toBe(true)
    expect(allowed([german], update(draft, { fields: { hero_title: 'X', price: 1 } }, 'de'))).toBe(false)
    expect(allowed([german], update(draft, { fields: { hero_title: { de: 'X' } } }, '*'))).toBe(true)
    expect(allowed([german], update(draft, { fields: { hero_title: { de: 'X', en: 'Y' } } }, '*'))).toBe(false)
  })

  test('a deny of one field stops every write that touches it', () => {
    const all: Grant = { effect: 'allow', actions: ['content.update'], resources: ['content:*'] }
    const noPrice: Grant = { effect: 'deny', actions: ['content.update'], resources: ['content:*'], fields: ['price'] }
    const draft = situation('draft')
    expect(allowed([all, noPrice], update(draft, { fields: { hero_title: 'X' } }))).toBe(true)
    expect(allowed([all, noPrice], update(draft, { fields: { hero_title: 'X', price: 1 } }))).toBe(false)
    expect(allowed([all, noPrice], update(draft, { fields: { hero_title: 'X' }, replaces: true }))).toBe(false)
  })

  test('an update decides the status before and after', () => {
    const drafts: Grant = {
      effect: 'allow',
      actions: ['content.update'],
      resources: ['content:*'],
      conditions: { status: ['draft'] },
    }
    expect(allowed([drafts], update(situation('draft'), { status: 'protected' }))).toBe(false)
    expect(allowed([drafts], update(situation('protected'), { status: 'draft' }))).toBe(false)
    const both: Grant = { ...drafts, conditions: { status: ['draft', 'protected'] } }
    expect(allowed([both], update(situation('draft'), { status: 'protected' }))).toBe(true)
  })

  test('publishing by whatever route needs content.publish', () => {
    const all: Grant = { effect: 'allow', actions: ['content.update', 'content.delete'], resources: ['content:*'] }
    const routes = [
      update(situation('draft'), { status: 'published' }),
      update(situation('published'), { status: 'published' }),
      update(situation('published'), { status: 'draft' }),
      update(situation('published'), { publishedAt: 1 }),
      questionsOfArchive(situation('published')),
      questionsOfDelete(situation('published')),
      questionsOfPublish(situation('draft'), undefined, ['production']),
      questionsOfUnpublish(situation('published'), undefined),
    ]
    for (const questions of routes) {
      expect(allowed([all], questions)).toBe(false)
      expect(allowed([all, publishes], questions)).toBe(true)
    }
  })
})
