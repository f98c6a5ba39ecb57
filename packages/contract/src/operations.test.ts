import { kinds } from '@latchkey/tokens/kinds'
import { resourcesOutsideCli } from '@latchkey/tokens/scope'
import { describe, expect, it } from 'vitest'
import { renderAccessMatrix } from './access-matrix.ts'
import { catalogueOfActions, operationFacts, vocabulary } from './catalogue.ts'
import { createsWithoutKey } from './creates-without-key.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { problems } from './problems.ts'

const repeated = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) !== at)

const mayCall = (kind: string) =>
  operations.filter(({ callers }: Operation) => callers !== 'anyone' && callers.some((each) => each === kind))

describe('the operations', () => {
  it('have an id and a route of their own', () => {
    expect(repeated(operations.map((each) => each.id))).toEqual([])
    expect(repeated(operations.map((each) => `${each.method} ${each.fullPath}`))).toEqual([])
  })

  it('read with GET alone, or say that they only read', () => {
    const writingGets = operations.filter((each) => each.method === 'GET' && each.access !== 'read')
    expect(writingGets).toEqual([])
  })

  it('are all in the access matrix', () => {
    const rows = renderAccessMatrix().split('\n')
    for (const { id } of operations) expect(rows.some((row) => row.startsWith(`${id} `))).toBe(true)
  })

  it('are open to anyone only where no token can be had yet, or nothing is said of any space', () => {
    const open = operations.filter((each) => each.callers === 'anyone').map((each) => each.id)
    expect(open.toSorted((a, b) => a.localeCompare(b))).toEqual([
      'email-changes.confirm',
      'invitation-links.accept',
      'invitation-links.look',
      'leak-reports.github',
      'oauth.revoke',
      'password-resets.complete',
      'password-resets.request',
      'service.catalogue',
      'service.health',
      'service.openapi',
      'service.problem',
      'session.login',
      'session.passkey',
      'session.passkey-options',
      'session.second-factor',
      'setup.create-owner',
      'single-sign-on.begin',
      'single-sign-on.finish',
    ])
  })

  it('honour an Idempotency-Key where they create, or have a reason not to', () => {
    const without = operations.filter((each) => each.status === 201 && each.callers !== 'anyone' && !each.idempotent)
    expect(new Set(without)).toEqual(new Set(createsWithoutKey.keys()))
  })

  it('let publishable tokens read deliveries and nothing else', () => {
    for (const kind of Object.keys(kinds).filter((each) => kinds[each as keyof typeof kinds].publishable)) {
      expect(mayCall(kind).map((each) => [each.surface, each.access])).toEqual(
        mayCall(kind).map(() => ['delivery', 'read']),
      )
    }
  })

  it('keep management tokens from tokens, members, organizations, accounts and sessions', () => {
    const reached = new Set(
      mayCall('management')
        .filter((each) => each.access !== 'read')
        .map((each) => each.resource),
    )
    expect([...reached].toSorted((a, b) => a.localeCompare(b))).toEqual([
      'asset-categories',
      'asset-trash',
      'asset-uploads',
      'assets',
      'content-types',
      'datasource-entries',
      'datasources',
      'declared-asset-tags',
      'entries',
      'locales',
      'publish-requests',
      'release-items',
      'releases',
      'roles',
      'schedules',
      'trash',
      'type-groups',
      'type-presets',
      'type-tags',
      'webhook-deliveries',
      'webhooks',
    ])
  })

  it('keep api tokens from everything that is not on the public token API', () => {
    const areas = new Set(mayCall('api').map((each) => each.guard?.action.area))
    expect([...areas].toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      'activity',
      'comments',
      'content',
      'dashboard',
      'datasources',
      'media',
      'releases',
      'schema',
    ])
  })
})

describe('the tags', () => {
  it('open nothing to the command line that needs a login', () => {
    const wrong = operations.filter((each) => each.tags?.includes('cli') && resourcesOutsideCli.includes(each.resource))
    expect(wrong.map((each) => each.id)).toEqual([])
  })
})

describe('the ceilings of the kinds', () => {
  it('name actions of the catalogue only', () => {
    const named = Object.values(kinds).flatMap((row) => (row.ceiling ?? []).flatMap((grant) => grant.actions))
    expect(named.filter((action) => !vocabulary.actions.has(action))).toEqual([])
  })
})

describe('the catalogue', () => {
  it('names every action once, with its operations', () => {
    const actions = catalogueOfActions()
    expect(repeated(actions.map((each) => each.name))).toEqual([])
    expect(actions.map((each) => each.name)).toEqual([...vocabulary.actions.keys()])
    expect(actions.find((each) => each.name === 'content.publish')?.operations).toEqual([
      'entries.publish',
      'entries.unpublish',
      'schedules.cancel',
      'schedules.create',
    ])
  })

  it('has the facts of every operation that needs a token', () => {
    expect(operationFacts.map((each) => each.id)).toEqual(
      operations.filter((each) => each.guard !== null).map((each) => each.id),
    )
  })
})

describe('the problems', () => {
  it('have a slug of their own and a status that says the same', () => {
    const all = Object.values(problems)
    expect(repeated(all.map((each) => each.slug))).toEqual([])
    for (const { status } of all) expect(status >= 400 && status < 600).toBe(true)
  })
})
