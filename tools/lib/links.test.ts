import { expect, test } from 'vitest'
import { anchorsIn, linksIn } from './links.ts'

test('links are told apart from addresses and from code', () => {
  const page = 'See [a](b.md#c), [here](#d), [there](https://example.com), ![x](p.svg).\n```\n[no](link.md)\n```\n'
  expect(linksIn(page)).toEqual([
    { path: 'b.md', anchor: 'c' },
    { path: '', anchor: 'd' },
    { path: 'p.svg', anchor: null },
  ])
})

test('headings have the anchors that GitHub gives them', () => {
  const page = '# The key ring\n## `entries.list`\n## What a refusal looks like?\n## The key ring\n'
  expect([...anchorsIn(page)]).toEqual(['the-key-ring', 'entrieslist', 'what-a-refusal-looks-like', 'the-key-ring-1'])
})
