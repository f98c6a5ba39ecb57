import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { anchorsIn, linksIn } from './lib/links.ts'
import { repositoryFiles } from './lib/repository-files.ts'

const root = join(import.meta.dirname, '..')
const pages = repositoryFiles(root).filter((path) => path.endsWith('.md'))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

test('every link of a page leads to a file, and to a heading of it', () => {
  const broken = pages.flatMap((page) =>
    linksIn(read(page)).flatMap(({ path, anchor }) => {
      const target = path === '' ? page : join(dirname(page), path)
      const leads = existsSync(join(root, target)) && (anchor === null || anchorsIn(read(target)).has(anchor))
      return leads ? [] : [`${page}: ${path}${anchor === null ? '' : `#${anchor}`}`]
    }),
  )
  expect(pages.length).toBeGreaterThan(0)
  expect(broken).toEqual([])
})

test('every page of the documentation is linked from its index or a page that is', () => {
  const reached = new Set<string>()
  const follow = (page: string) => {
    if (reached.has(page)) return
    reached.add(page)
    for (const { path } of linksIn(read(page))) if (path.endsWith('.md')) follow(join(dirname(page), path))
  }
  follow('docs/README.md')
  expect(pages.filter((page) => page.startsWith('docs/') && !reached.has(page))).toEqual([])
})
