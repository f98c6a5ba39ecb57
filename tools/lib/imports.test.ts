import { expect, test } from 'vitest'
import { importsOf, packageOf } from './imports.ts'

const specifiers = (source: string) => importsOf(source).map(({ specifier }) => specifier)

test('finds imports, re-exports, side effects and dynamic imports', () => {
  const source = [
    `import { a } from './a.ts'`,
    `import b, {\n  type C,\n  d,\n} from 'b'`,
    `import * as e from 'node:fs'`,
    `import './style.css'`,
    `export { f } from '@latchkey/policy/decide'`,
    `export * from './g.ts'`,
    `const h = await import('./h.ts')`,
    `const i = require('i')`,
  ].join('\n')
  const names = ['./a.ts', 'b', 'node:fs', './style.css', '@latchkey/policy/decide', './g.ts', './h.ts', 'i']
  expect(specifiers(source)).toEqual(names)
})

test('tells type imports from imports that load something', () => {
  const source = `import type { A } from './a.ts'\nexport type { B } from './b.ts'\nimport { type C } from './c.ts'`
  expect(importsOf(source).map(({ typeOnly }) => typeOnly)).toEqual([true, true, false])
})

test('ignores comments, plain exports and quoted code', () => {
  const source = [
    `// import './a.ts'`,
    `/**\n * import('./b.ts')\n */`,
    `export const from = 'c'`,
    `export const d = 1`,
    'const text = `import "e"`',
    `import type { F } from './f.ts'`,
  ].join('\n')
  expect(importsOf(source)).toEqual([{ specifier: './f.ts', typeOnly: true }])
})

test('names the package of a specifier', () => {
  expect(packageOf('@latchkey/policy/decide')).toBe('@latchkey/policy')
  expect(packageOf('typebox/compile')).toBe('typebox')
  expect(packageOf('./grant.ts')).toBeNull()
  expect(packageOf('node:fs')).toBeNull()
})
