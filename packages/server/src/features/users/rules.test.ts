import { expect, test } from 'vitest'
import { changesOf, leavesNoAdministrator } from './rules.ts'

const administrator = { state: 'active', installation_admin: 1 } as const

test('a new name changes no rights', () => {
  expect(changesOf(administrator, { name: 'Ada' })).toEqual({
    columns: { display_name: 'Ada', state: 'active', installation_admin: 1 },
    changesRights: false,
    narrows: false,
  })
})

test('suspending and demoting narrow, and change rights', () => {
  expect(changesOf(administrator, { state: 'suspended' })).toMatchObject({ changesRights: true, narrows: true })
  expect(changesOf(administrator, { installation_administrator: false })).toMatchObject({
    columns: { installation_admin: 0 },
    changesRights: true,
    narrows: true,
  })
})

test('asking for what holds already changes nothing', () => {
  expect(changesOf(administrator, { state: 'active', installation_administrator: true }).changesRights).toBe(false)
})

test('only the last administrator is needed', () => {
  expect(leavesNoAdministrator('ada', ['ada'])).toBe(true)
  expect(leavesNoAdministrator('ada', ['ada', 'bob'])).toBe(false)
  expect(leavesNoAdministrator('eve', ['ada'])).toBe(false)
})
