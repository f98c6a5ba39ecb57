import { describe, expect, test } from 'vitest'
import { branchAllows, branchesCover, type BranchScope, opensAnyBranch } from './branch-scope.ts'

const main = { by: 'branch', name: 'main' } as const
const live = { by: 'alias', name: 'live' } as const

describe('at least one branch or alias', () => {
  test.each<[BranchScope, boolean]>([
    [{ branches: [], aliases: [] }, false],
    [{ branches: ['main'], aliases: [] }, true],
    [{ branches: [], aliases: ['live'] }, true],
    [{ branches: 'all', aliases: [] }, true],
    [{ branches: [], aliases: 'all' }, true],
  ])('%j: %s', (scope, expected) => expect(opensAnyBranch(scope)).toBe(expected))
})

describe('a name is open', () => {
  test('to a token with all branches, whatever branch it is', () =>
    expect(branchAllows({ branches: 'all', aliases: [] }, main)).toBe(true))

  test('to a token that lists it', () => {
    expect(branchAllows({ branches: ['main'], aliases: [] }, main)).toBe(true)
    expect(branchAllows({ branches: [], aliases: ['live'] }, live)).toBe(true)
  })

  test('not to one that lists another', () =>
    expect(branchAllows({ branches: ['next'], aliases: [] }, main)).toBe(false))

  test('as an alias only where the alias is listed, whatever branches are open', () =>
    expect(branchAllows({ branches: 'all', aliases: [] }, live)).toBe(false))

  test('as a branch only where the branch is listed, whatever aliases are open', () =>
    expect(branchAllows({ branches: [], aliases: 'all' }, main)).toBe(false))
})

describe('a child has no more branches than its maker', () => {
  const some: BranchScope = { branches: ['main', 'next'], aliases: ['live'] }

  test.each<[BranchScope, BranchScope, boolean]>([
    [some, some, true],
    [{ branches: 'all', aliases: 'all' }, some, true],
    [{ branches: 'all', aliases: 'all' }, { branches: 'all', aliases: 'all' }, true],
    [some, { branches: ['next'], aliases: [] }, true],
    [some, { branches: ['main', 'other'], aliases: [] }, false],
    [some, { branches: [], aliases: ['live', 'other'] }, false],
    [some, { branches: 'all', aliases: [] }, false],
    [some, { branches: [], aliases: 'all' }, false],
    [{ branches: ['all'], aliases: [] }, { branches: 'all', aliases: [] }, false],
  ])('%j covers %j: %s', (maker, child, expected) => expect(branchesCover(maker, child)).toBe(expected))
})
