import { operations } from '@latchkey/contract/operations'
import { expect, test } from 'vitest'
import { scopeRows } from './rows.ts'
import { isVendorScope, vendorResources } from './vendor-scopes.ts'

test('every row is a scope of the vendor, once, and stands for calls that personal tokens can make', () => {
  expect(scopeRows.filter(({ scope }) => !isVendorScope(scope))).toEqual([])
  expect(new Set(scopeRows.map(({ scope }) => scope)).size).toBe(scopeRows.length)
  for (const operation of scopeRows.flatMap((row) => row.operations)) {
    expect(operations).toContain(operation)
    expect(operation.callers).toContain('personal')
  }
})

test('no operation is in two rows: a list of them reads as it was written', () => {
  const ids = scopeRows.flatMap((row) => row.operations.map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
})

test('a scope that only reads stands for nothing that writes', () => {
  for (const { scope, operations: each } of scopeRows.filter((row) => row.scope.endsWith('.get')))
    expect([scope, each.filter(({ access }) => access !== 'read')]).toEqual([scope, []])
})

test('no scope of the vendor is called like an operation of ours', () => {
  const ids = new Set(operations.map(({ id }): string => id))
  const scopes = [...vendorResources].flatMap(([resource, actions]) => actions.map((action) => `${resource}.${action}`))
  expect(scopes.filter((scope) => ids.has(scope))).toEqual([])
})
