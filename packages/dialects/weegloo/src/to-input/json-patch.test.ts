import { Refusing } from '@latchkey/dialect-kit/plan'
import { expect, test } from 'vitest'
import { applyPatch } from './json-patch.ts'

const document = { fields: { price: { en: 1 }, sizes: { en: ['S', 'L'] } } }

// RFC 6902, section 4 and appendix A.
test.each<[string, object[], unknown]>([
  ['add a member', [{ op: 'add', path: '/fields/name', value: 'x' }], { fields: { ...document.fields, name: 'x' } }],
  [
    'add into a list',
    [{ op: 'add', path: '/fields/sizes/en/1', value: 'M' }],
    { fields: { ...document.fields, sizes: { en: ['S', 'M', 'L'] } } },
  ],
  [
    'add at the end',
    [{ op: 'add', path: '/fields/sizes/en/-', value: 'XL' }],
    { fields: { ...document.fields, sizes: { en: ['S', 'L', 'XL'] } } },
  ],
  [
    'replace',
    [{ op: 'replace', path: '/fields/price/en', value: 2 }],
    { fields: { ...document.fields, price: { en: 2 } } },
  ],
  ['remove', [{ op: 'remove', path: '/fields/sizes' }], { fields: { price: { en: 1 } } }],
  [
    'move',
    [{ op: 'move', from: '/fields/price', path: '/fields/cost' }],
    { fields: { sizes: { en: ['S', 'L'] }, cost: { en: 1 } } },
  ],
  [
    'copy',
    [{ op: 'copy', from: '/fields/price/en', path: '/fields/price/de' }],
    { fields: { ...document.fields, price: { en: 1, de: 1 } } },
  ],
  ['test what is there', [{ op: 'test', path: '/fields/price', value: { en: 1 } }], document],
])('%s', (_name, patch, expected) => expect(applyPatch(document, patch)).toEqual(expected))

test.each<[string, unknown]>([
  ['what is no list', { op: 'remove', path: '/fields' }],
  ['an unknown change', [{ op: 'merge', path: '/fields' }]],
  ['a path that leads nowhere', [{ op: 'replace', path: '/fields/colour', value: 1 }]],
  ['a place behind the end of a list', [{ op: 'add', path: '/fields/sizes/en/9', value: 1 }]],
  ['a value that is missing', [{ op: 'add', path: '/fields/name' }]],
  ['a test that fails', [{ op: 'test', path: '/fields/price/en', value: 2 }]],
  ['moving a thing into itself', [{ op: 'move', from: '/fields', path: '/fields/price' }]],
  ['a member that every object has', [{ op: 'remove', path: '/constructor' }]],
])('refuses %s', (_name, patch) => expect(() => applyPatch(document, patch)).toThrow(Refusing))

test('changes nothing of what it is given', () => {
  const before = structuredClone(document)
  applyPatch(document, [{ op: 'remove', path: '/fields/price' }])
  expect(document).toEqual(before)
})
