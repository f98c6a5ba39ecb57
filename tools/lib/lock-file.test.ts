import { expect, test } from 'vitest'
import { gapsIn } from './lock-file.ts'

const binary = (os: string, cpu: string) => ({ os: [os], cpu: [cpu] })
const complete = {
  'node_modules/tool': {
    optionalDependencies: { 'tool-linux': '1.0.0', 'tool-darwin': '1.0.0', 'tool-win32': '1.0.0' },
  },
  'node_modules/tool-linux': binary('linux', 'x64'),
  'node_modules/tool-darwin': binary('darwin', 'arm64'),
  'node_modules/tool-win32': binary('win32', 'x64'),
}

test('a family with a binary for each system has no gap', () => {
  expect(gapsIn(complete)).toEqual([])
})

test('a binary that npm dropped is named', () => {
  const { 'node_modules/tool-darwin': _dropped, ...rest } = complete
  expect(gapsIn(rest)).toEqual([
    'node_modules/tool lacks tool-darwin',
    'node_modules/tool has nothing for darwin-arm64',
  ])
})

test('a package for one system only is no family', () => {
  const lock = {
    'node_modules/watcher': { optionalDependencies: { fsevents: '2.0.0' } },
    'node_modules/fsevents': { os: ['darwin'] },
  }
  expect(gapsIn(lock)).toEqual([])
})

test('a nested copy counts for the package that holds it', () => {
  const lock = {
    'node_modules/a': { optionalDependencies: { b: '1.0.0' } },
    'node_modules/a/node_modules/b': {},
    'node_modules/c/node_modules/d': { optionalDependencies: { e: '1.0.0' } },
    'node_modules/c/node_modules/e': {},
  }
  expect(gapsIn(lock)).toEqual([])
})
