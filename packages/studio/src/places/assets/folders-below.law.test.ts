import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Category, folderAround, foldersBelow, foldersTo } from './folders-below.ts'

const path = fc.array(fc.constantFrom('Brand', 'Logos', 'Old', 'News'), { minLength: 1, maxLength: 4 })
const categories: fc.Arbitrary<readonly Category[]> = fc
  .uniqueArray(fc.record({ category: path.map((names) => names.join(' / ')), assets: fc.nat(9) }), {
    selector: ({ category }) => category,
  })
  .map((list) => list.map((each, index) => ({ id: String(index), ...each })))

/** Everything that is reached from a folder by going into those below it. */
function reached(list: readonly Category[], from: string | null): readonly string[] {
  return foldersBelow(list, from).flatMap((folder) => [folder.path, ...reached(list, folder.path)])
}

test('every category is reached from the top, step by step, and each once', () => {
  fc.assert(
    fc.property(categories, (list) => {
      const all = reached(list, null)
      expect(new Set(all).size).toBe(all.length)
      expect(all).toEqual(expect.arrayContaining(list.map(({ category }) => category)))
    }),
  )
})

test('a folder tells the files of all that are below it', () => {
  fc.assert(
    fc.property(categories, (list) => {
      const total = list.reduce((sum, { assets }) => sum + assets, 0)
      expect(foldersBelow(list, null).reduce((sum, { files }) => sum + files, 0)).toBe(total)
    }),
  )
})

test('the way to a folder ends with it, and each step is around the next', () => {
  fc.assert(
    fc.property(path, (names) => {
      const steps = foldersTo(names.join(' / ')).map((step) => step.path)
      expect(steps.at(-1)).toBe(names.join(' / '))
      expect(steps.map(folderAround)).toEqual([null, ...steps.slice(0, -1)])
    }),
  )
})
