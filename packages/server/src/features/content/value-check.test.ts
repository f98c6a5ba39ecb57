import type { Field } from '@latchkey/contract/content-types/schemas'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { describe, expect, test } from 'vitest'
import { checkOf } from './value-check.ts'

function check(field: Omit<Field, 'id'>, value: unknown) {
  const issues: ProblemIssue[] = []
  const stored = checkOf({ id: 'f', ...field })(value, '/fields/f', issues)
  return { stored, issues: issues.map(({ pointer, detail }) => `${pointer} ${detail}`) }
}

describe('text', () => {
  test('is stored in NFC', () => {
    expect(check({ type: 'text' }, 'cafe\u0301').stored).toBe('caf\u00e9')
  })

  test('has a length in characters, not in code units', () => {
    expect(check({ type: 'text', validation: { max_length: 2 } }, '🔑🔑').issues).toEqual([])
    expect(check({ type: 'text', validation: { min_length: 3 } }, '🔑🔑').issues).toEqual([
      '/fields/f It must have at least 3 characters.',
    ])
  })

  test('reports every limit that it breaks', () => {
    const validation = { max_length: 2, pattern: '^[a-z]+$', allowed: ['a', 'b'] }
    expect(check({ type: 'text', validation }, 'ABC').issues).toEqual([
      '/fields/f It must have at most 2 characters.',
      '/fields/f It must be one of a, b.',
      '/fields/f It must match ^[a-z]+$.',
    ])
  })

  test('may not hold what a database cannot keep', () => {
    expect(check({ type: 'text' }, 'a\0b').issues).toHaveLength(1)
    expect(check({ type: 'markdown' }, '\ud800').issues).toHaveLength(1)
    expect(check({ type: 'rich-text' }, { type: 'doc', content: [{ type: 'text', text: '\0' }] }).issues).toHaveLength(
      1,
    )
  })

  test('matches a pattern in linear time', () => {
    const started = performance.now()
    expect(check({ type: 'text', validation: { pattern: '^(a+)+$' } }, `${'a'.repeat(5000)}b`).issues).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

test('a number keeps its limits', () => {
  const validation = { minimum: 1, maximum: 5, integer: true }
  expect(check({ type: 'number', validation }, 3)).toEqual({ stored: 3, issues: [] })
  expect(check({ type: 'number', validation }, 5.5).issues).toEqual([
    '/fields/f It must be at most 5.',
    '/fields/f It must be a whole number.',
  ])
  expect(check({ type: 'number' }, '3').issues).toEqual(['/fields/f It must be a number.'])
})

describe('a date', () => {
  test('is a day, or a point in time that is stored in UTC', () => {
    expect(check({ type: 'date' }, '2026-02-28').stored).toBe('2026-02-28')
    expect(check({ type: 'date' }, '2026-02-28T10:30:00+01:00').stored).toBe('2026-02-28T09:30:00.000Z')
  })

  test('has to be in the calendar', () => {
    for (const value of ['2026-02-30', '2026-2-3', '2026-02-28T25:00:00Z', '2026-02-28 10:00', 1_700_000_000_000]) {
      expect(check({ type: 'date' }, value).issues).toHaveLength(1)
    }
  })
})

test('a document holds what JSON can say', () => {
  const value = { any: ['thing', 1, null, { nested: true }] }
  expect(check({ type: 'json' }, value)).toEqual({ stored: value, issues: [] })
  expect(check({ type: 'json' }, { much: Infinity }).issues).toHaveLength(1)
})

test('a reference is an id', () => {
  expect(check({ type: 'reference' }, '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11').issues).toEqual([])
  expect(check({ type: 'reference' }, 'about-us').issues).toEqual(['/fields/f It must be an id.'])
})

test('a list reports each of its items, and its own length', () => {
  const field = { type: 'list', items: 'number', validation: { max_items: 2, minimum: 0 } } as const
  expect(check(field, [1, -1, 'x']).issues).toEqual([
    '/fields/f It must have at most 2 items.',
    '/fields/f/1 It must be at least 0.',
    '/fields/f/2 It must be a number.',
  ])
})

describe('an object', () => {
  const fields: Field[] = [
    { id: 'street', type: 'text', required: true },
    { id: 'number', type: 'number' },
  ]

  test('reports missing, wrong and unknown members together', () => {
    expect(check({ type: 'object', fields }, { number: 'x', 'a/b': 1 }).issues).toEqual([
      '/fields/f/a~1b The type has no such field.',
      '/fields/f/street This is required.',
      '/fields/f/number It must be a number.',
    ])
  })

  test('leaves empty members out', () => {
    expect(check({ type: 'object', fields }, { street: 'Main', number: null }).stored).toEqual({ street: 'Main' })
  })
})

describe('blocks', () => {
  const blocks = [{ name: 'hero', fields: [{ id: 'title', type: 'text', required: true } as const] }]

  test('say which block each is', () => {
    const value = [{ block: 'hero', title: 'Hi' }]
    expect(check({ type: 'blocks', blocks }, value).stored).toEqual(value)
  })

  test('point at the mistake in the block', () => {
    const value = [{ block: 'hero', title: 'Hi' }, { block: 'villain' }, { block: 'hero', title: '' }]
    expect(check({ type: 'blocks', blocks }, value).issues).toEqual([
      '/fields/f/1/block It must be one of hero.',
      '/fields/f/2/title This is required.',
    ])
  })
})

describe('fields inside fields', () => {
  const link: Field = { id: 'link', type: 'object', fields: [{ id: 'to', type: 'reference', required: true }] }
  const row = { name: 'row', fields: [{ id: 'cells', type: 'list', items: 'object', fields: [link] } as Field] }
  const field = { type: 'blocks', blocks: [row] } as const

  test('are stored as deep as they go', () => {
    const to = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'
    const value = [{ block: 'row', cells: [{ link: { to } }, {}] }]
    expect(check(field, value)).toEqual({ stored: value, issues: [] })
  })

  test('point at every mistake', () => {
    const value = [{ block: 'row', cells: [{ link: { to: 'x' } }, { link: {} }, { other: 1 }, 'text'] }]
    expect(check(field, value).issues).toEqual([
      '/fields/f/0/cells/0/link/to It must be an id.',
      '/fields/f/0/cells/1/link/to This is required.',
      '/fields/f/0/cells/2/other The type has no such field.',
      '/fields/f/0/cells/3 It must be an object.',
    ])
  })
})
