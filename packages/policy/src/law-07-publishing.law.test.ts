import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestsOfCreate, requestsOfUpdate, type EntryChange } from './entry-requests.ts'
import type { Grant, Status } from './grant.ts'
import { decideEvery, type Layer } from './layers.ts'
import { compile } from './compile.ts'
import { allowing, editor, homepage, isAllowed } from './testing/examples.ts'
import * as any from './testing/generators.ts'

const title = { field: 'title', locale: 'en' }

function save(before: Status, change: Partial<EntryChange>): EntryChange {
  const target = { ...homepage, status: before }
  return { principal: editor, target, defaultLocale: 'en', fields: [], entryLocales: ['en', 'de'], ...change }
}

function actionsOf(before: Status, change: Partial<EntryChange>): readonly string[] {
  return requestsOfUpdate(save(before, change)).map(({ action }) => action)
}

function permits(grants: readonly Grant[], change: EntryChange): boolean {
  return requestsOfUpdate(change).every((request) => isAllowed(grants, request))
}

const status = fc.constantFrom(...any.statuses)

describe('law 7: publishing is its own action', { timeout: 60_000 }, () => {
  test('entering, leaving or repeating published needs content.publish, by whatever route', () => {
    fc.assert(
      fc.property(status, status, fc.boolean(), (before, after, alsoTitle) => {
        const change = save(before, { status: after, fields: alsoTitle ? [title] : [] })
        const concernsPublished = before === 'published' || after === 'published'
        expect(permits([allowing('content.update', '*')], change)).toBe(!concernsPublished)
        expect(permits([allowing('content.update content.publish', '*')], change)).toBe(true)
      }),
    )
  })

  test('publishing alone needs no update, other fields do', () => {
    expect(actionsOf('draft', { status: 'published' })).toEqual(['content.publish'])
    expect(actionsOf('draft', { status: 'published', fields: [title] })).toEqual(['content.update', 'content.publish'])
    expect(actionsOf('published', { status: 'draft' })).toEqual(['content.publish'])
  })

  test('archiving is an update of status, and a publish when it leaves published', () => {
    expect(actionsOf('draft', { status: 'archived' })).toEqual(['content.update'])
    expect(actionsOf('published', { status: 'archived' })).toEqual(['content.update', 'content.publish'])
    expect(actionsOf('published', { status: 'protected' })).toEqual(['content.update', 'content.publish'])
  })

  test('published_at of a published entry needs publish, of a draft its field only', () => {
    expect(actionsOf('published', { movesPublishedAt: true })).toEqual(['content.publish'])
    const [only, ...others] = requestsOfUpdate(save('draft', { movesPublishedAt: true }))
    expect(others).toEqual([])
    expect(only).toMatchObject({ action: 'content.update', touches: [{ field: 'published_at', locale: 'en' }] })
  })

  test('a published entry that is edited without its status stays an update', () => {
    expect(actionsOf('published', { fields: [title] })).toEqual(['content.update'])
  })

  test('an update that also publishes asks old and new status, the publish the old one', () => {
    const [update, publish] = requestsOfUpdate(save('draft', { status: 'published', fields: [title], slug: 'start' }))
    expect(update).toMatchObject({ target: { status: 'draft' }, after: { status: 'published', name: 'start' } })
    expect(publish).toMatchObject({ target: { status: 'draft' }, after: { name: 'start' } })
    expect(publish?.after).not.toHaveProperty('status')
  })

  test('creating as published needs content.publish of the draft that comes to be', () => {
    const { id: _unborn, ...target } = { ...homepage, status: 'published' as const, creator: editor }
    const change = save('published', { target, status: 'published', fields: [title] })
    expect(requestsOfCreate(change)).toMatchObject([
      { action: 'content.create', target: { status: 'published' }, locales: ['en'] },
      { action: 'content.publish', target: { status: 'draft' }, locales: ['en', 'de'] },
    ])
    expect(requestsOfCreate({ ...change, status: 'archived' })).toHaveLength(1)
  })

  test('published_at of an entry that is created counts as its field', () => {
    const { id: _unborn, ...target } = { ...homepage, status: 'published' as const, creator: editor }
    const [create] = requestsOfCreate(save('draft', { target, movesPublishedAt: true }))
    expect(create?.touches).toEqual([{ field: 'published_at', locale: 'en' }])
  })

  test('every action is needed in every layer, scope included', () => {
    const requests = requestsOfUpdate(save('draft', { status: 'published', fields: [title] }))
    const layer = (name: Layer['name'], ...grants: readonly Grant[]): Layer => ({
      name,
      policy: compile(grants),
      proposes: name === 'role',
    })
    const role = layer('role', allowing('content.update content.publish', '*'))
    expect(decideEvery([layer('scope', allowing('*', '*')), role], requests)).toEqual({
      allowed: true,
      because: [[0], [0]],
    })
    expect(decideEvery([layer('scope', allowing('content.update', '*')), role], requests)).toMatchObject({
      layer: 'scope',
    })
  })
})
