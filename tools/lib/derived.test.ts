import { expect, test } from 'vitest'
import { staleArtefacts } from './derived.ts'

test('a missing and a changed file are stale, an equal one is not', () => {
  const files = new Map([
    ['same.txt', 'a\n'],
    ['edited.txt', 'b\n'],
  ])
  const artefacts = ['same.txt', 'edited.txt', 'missing.txt'].map((path) => ({ path, render: () => 'a\n' }))
  expect(staleArtefacts(artefacts, (path) => files.get(path) ?? null)).toEqual(['edited.txt', 'missing.txt'])
})
