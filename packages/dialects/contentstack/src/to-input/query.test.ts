import { filterTerms } from '@latchkey/dialect-kit/alternatives'
import { Refusing } from '@latchkey/dialect-kit/plan'
import { expect, test } from 'vitest'
import { uidOf } from '../uids.ts'
import { alternativesIn, parseQueryText } from './query.ts'

const id = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'
const uid = uidOf(id)
const termsOf = (query: unknown) =>
  filterTerms(
    alternativesIn(parseQueryText(JSON.stringify(query)), [
      { id: 'author', type: 'reference' },
      { id: 'files', type: 'list', items: 'asset' },
      { id: 'price', type: 'number' },
    ]),
  ).map(({ path, value }) => `${path.join('.')}=${value}`)

test.each([
  [{}, []],
  [{ title: 'A' }, ['title.eq=A']],
  [{ price: 5, sold: false }, ['price.eq=5', 'sold.eq=false']],
  [{ price: { $gt: 1, $lte: 5 } }, ['price.gt=1', 'price.lte=5']],
  [{ price: { $lt: 1 } }, ['price.lt=1']],
  [{ price: { $gte: 1 } }, ['price.gte=1']],
  [{ title: { $eq: 'A' } }, ['title.eq=A']],
  [{ title: null }, ['title.exists=false']],
  [{ title: { $ne: null } }, ['title.exists=true']],
  [{ title: { $ne: 'A' } }, ['title.ne=A']],
  [{ title: { $in: ['A', 'B'] } }, ['title.in=A,B']],
  [{ title: { $in: ['A,B', 'C'] } }, ['or.0.title.eq=A,B', 'or.1.title.eq=C']],
  [{ title: { $in: [] } }, ['id.in=']],
  [{ title: { $nin: ['A,B', 'C'] } }, ['title.ne=A,B', 'title.ne=C']],
  [{ title: { $exists: true } }, ['title.exists=true']],
  [{ title: { $regex: '^Fir' } }, ['title.starts-with=Fir']],
  [{ title: { $regex: '^Fir.*' } }, ['title.starts-with=Fir']],
  [{ title: { $regex: '^First\\.$' } }, ['title.eq=First.']],
  [{ title: { $regex: 'irs', $options: '' } }, ['title.contains=irs']],
  [{ title: { $regex: '.*irs.*' } }, ['title.contains=irs']],
  [{ uid }, [`id.eq=${id}`]],
  [{ uid: 'blt0123456789abcdef' }, ['id.eq=blt0123456789abcdef']],
  [{ 'author.uid': uid }, [`author.eq=${id}`]],
  [{ author: { $in: [uid, uid] } }, [`author.in=${id},${id}`]],
  [{ 'files.uid': { $ne: uid } }, [`files.ne=${id}`]],
  [{ 'publish_details.time': { $gt: '2026-01-01' } }, ['published_at.gt=2026-01-01']],
  [{ $and: [{ a: 1 }, { b: 2 }] }, ['a.eq=1', 'b.eq=2']],
  [{ $or: [{ a: 1, b: 2 }, { c: 3 }] }, ['or.0.a.eq=1', 'or.0.b.eq=2', 'or.1.c.eq=3']],
  [{ $or: [{ a: 1 }, {}] }, []],
  [{ d: 4, $or: [{ a: 1 }, { b: 2 }] }, ['or.0.d.eq=4', 'or.0.a.eq=1', 'or.1.d.eq=4', 'or.1.b.eq=2']],
  [
    { $or: [{ $and: [{ a: 1 }, { $or: [{ b: 2 }, { c: 3 }] }] }] },
    ['or.0.a.eq=1', 'or.0.b.eq=2', 'or.1.a.eq=1', 'or.1.c.eq=3'],
  ],
] as const)('%j', (query, expected) => {
  expect(termsOf(query)).toEqual(expected)
})

test.each([
  [],
  'text',
  { title: ['A'] },
  { title: { $near: 1 } },
  { title: { $regex: 'a|b' } },
  { title: { $regex: 'a$' } },
  { title: { $regex: '\\d' } },
  { title: { $regex: 'a', $options: 'i' } },
  { title: { $exists: 'true' } },
  { title: { $in: 'A' } },
  { title: { $eq: {} } },
  { 'title.uid': uid },
  { $or: [] },
  { $nor: [{ a: 1 }] },
  { $and: Array.from({ length: 8 }, () => ({ $or: [{ a: 1 }, { b: 2 }] })) },
])('%j is refused', (query) => {
  expect(() => termsOf(query)).toThrow(Refusing)
})

test('what is no JSON is refused', () => {
  expect(() => parseQueryText('{')).toThrow(Refusing)
})
