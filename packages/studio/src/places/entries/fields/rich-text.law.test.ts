import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentOf, valueOf } from './rich-text.ts'

const marks = fc.subarray([{ type: 'bold' }, { type: 'italic' }, { type: 'strike' }])
const text = fc.record({ type: fc.constant('text'), text: fc.string({ minLength: 1 }) })
const marked = fc.tuple(text, marks).map(([node, own]) => (own.length > 0 ? { ...node, marks: own } : node))
const paragraph = fc.oneof(
  fc.constant({ type: 'paragraph' }),
  marked.map((one) => ({ type: 'paragraph', content: [one] })),
)
const heading = fc.tuple(text, fc.constantFrom(1, 2, 3)).map(([one, level]) => ({
  type: 'heading',
  attrs: { level },
  content: [one],
}))
const item = paragraph.map((one) => ({ type: 'listItem', content: [one] }))
const list = fc.array(item, { minLength: 1, maxLength: 3 }).map((content) => ({ type: 'bulletList', content }))
const block = fc.oneof(paragraph, heading, list, fc.constant({ type: 'horizontalRule' }))
const document = fc.array(block, { minLength: 2, maxLength: 5 }).map((content) => ({ type: 'doc', content }))

test('a document that is opened and not touched is stored as it was', () => {
  fc.assert(
    fc.property(document, (given) => {
      const opened = documentOf(given)
      expect(opened === null ? null : valueOf(opened)).toEqual(given)
    }),
  )
})

test.each([
  ['a node that is unknown', { type: 'doc', content: [{ type: 'widget' }] }],
  ['an attribute that is unknown', { type: 'doc', content: [{ type: 'paragraph', attrs: { align: 'left' } }] }],
  ['another document altogether', { type: 'root', children: [] }],
  ['what is no document', 'text'],
])('%s is not opened, so that nothing of it is lost', (_what, value) => {
  expect(documentOf(value)).toBe(null)
})

test('nothing written is no value', () => {
  const opened = documentOf(undefined)
  expect(opened === null ? null : valueOf(opened)).toBe(undefined)
})
