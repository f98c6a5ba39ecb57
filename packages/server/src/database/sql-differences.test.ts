import fc from 'fast-check'
import { type Expression, type SqlBool, sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Database, Reader } from './database.ts'
import { contains, engineOf, matchesWildcard, startsWith } from './sql-differences.ts'
import { describeEachDatabase } from './test-databases.ts'

/** Everything that GLOB, LIKE or an escape might treat as special, and letters in both cases. */
const alphabet = ['a', 'A', 'b', '_', '%', '[', ']', '?', '\\', '^', '-', '!', '*', 'ä', '\u{1F600}', "'", ':']
const words = fc.string({ unit: fc.constantFrom(...alphabet.filter((unit) => unit !== '*')), maxLength: 6 })
const patterns = fc.string({ unit: fc.constantFrom(...alphabet, '*', '*'), maxLength: 6 })

/** `*` is any run of characters; nothing else is special. */
function matches(text: string, pattern: string): boolean {
  if (pattern === '') return text === ''
  if (pattern.startsWith('*')) {
    return Array.from({ length: text.length + 1 }, (_, from) => matches(text.slice(from), pattern.slice(1))).some(
      Boolean,
    )
  }
  return text.startsWith(pattern.charAt(0)) && matches(text.slice(1), pattern.slice(1))
}

type Condition = (db: Reader, text: Expression<string>) => Expression<SqlBool>

/** Which of the texts a condition holds for, asked of the database in one query. */
async function holdsFor(database: Database, texts: readonly string[], condition: Condition): Promise<boolean[]> {
  return database.read(async (db) => {
    const columns = texts.map((text, index) => {
      const value = sql<string>`cast(${text} as text)`
      const bytes = engineOf(db) === 'sqlite' ? value : sql<string>`${value} collate "C"`
      return sql<number>`case when ${condition(db, bytes)} then 1 else 0 end`.as(`c${index}`)
    })
    const row = await db.selectNoFrom(columns).executeTakeFirstOrThrow()
    return texts.map((_, index) => row[`c${index}`] === 1)
  })
}

describeEachDatabase('conditions on text', (databases) => {
  test('a wildcard pattern matches what the grant language says', async () => {
    const { database } = await databases.open()
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 20, maxLength: 40 }), patterns, async (texts, pattern) => {
        const held = await holdsFor(database, texts, (db, text) => matchesWildcard(db, text, pattern))
        expect(held).toEqual(texts.map((text) => matches(text, pattern)))
      }),
      { numRuns: 150 },
    )
  })

  test.each([
    ['page-*', ['page-1', 'page-', 'Page-1', 'page', 'my-page-1'], [true, true, false, false, false]],
    ['*-1', ['page-1', 'PAGE-1', '-1', 'page-12'], [true, true, true, false]],
    ['a_c', ['a_c', 'abc'], [true, false]],
    ['*a_c', ['a_c', 'abc'], [true, false]],
    ['*100%', ['100%', '1000'], [true, false]],
    ['*[ab]', ['[ab]', 'a', 'x[ab]'], [true, false, true]],
    ['*?', ['?', 'x'], [true, false]],
    ['*\\%', ['\\%', '%', '\\x'], [true, false, false]],
    ['*A*', ['xAx', 'xax'], [true, false]],
    ['*', ['', 'anything'], [true, true]],
  ])('the pattern %s', async (pattern, texts, expected) => {
    const { database } = await databases.open()
    expect(await holdsFor(database, texts, (db, text) => matchesWildcard(db, text, pattern))).toEqual(expected)
  })

  test('a range of a prefix holds exactly what starts with it', async () => {
    const { database } = await databases.open()
    const edges = fc.string({
      unit: fc.constantFrom('a', 'b', '\u007f', '\u0080', '\u07ff', '\ud7ff', '\ue000', '\uffff', '\u{10ffff}'),
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(edges, { minLength: 20, maxLength: 40 }), edges, async (texts, prefix) => {
        const held = await holdsFor(database, texts, (_, text) => startsWith(text, prefix))
        expect(held).toEqual(texts.map((text) => text.startsWith(prefix)))
      }),
      { numRuns: 100 },
    )
  })

  test('contains takes every character for itself', async () => {
    const { database } = await databases.open()
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 10, maxLength: 20 }), words, async (texts, part) => {
        const held = await holdsFor(database, texts, (db, text) => contains(db, text, part))
        expect(held).toEqual(texts.map((text) => text.includes(part)))
      }),
      { numRuns: 50 },
    )
  })
})
